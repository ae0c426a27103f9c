import Foundation
import Testing

@testable import NetworkLab

@Suite("What one direction of a link holds back")
struct DelayLineTests {
    static let millisecond: Int64 = 1_000_000

    /// Sends numbered packets at a steady gap, and takes each out when it is due.
    static func run(
        _ line: inout DelayLine<Int>, packets: Int, gap: Int64
    ) -> (order: [Int], delays: [Double]) {
        var order = [Int]()
        var delays = [Double](repeating: .nan, count: packets)
        func take(_ line: inout DelayLine<Int>, until now: Int64) {
            while let time = line.nextDeparture, let number = line.dequeue(at: now) {
                order.append(number)
                delays[number] = Double(time - Int64(number) * gap) / Double(millisecond)
            }
        }
        for number in 0..<packets {
            let now = Int64(number) * gap
            take(&line, until: now)
            _ = line.enqueue(number, bytes: 100, at: now)
        }
        take(&line, until: .max)
        return (order, delays)
    }

    static func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }

    static func deviation(_ values: [Double]) -> Double {
        let middle = mean(values)
        return mean(values.map { ($0 - middle) * ($0 - middle) }).squareRoot()
    }

    @Test("without jitter every packet is held back for the delay, exactly")
    func constantDelay() {
        var line = DelayLine<Int>(DelayQuality(delay: 20e6), seed: 1)
        #expect(line.enqueue(0, bytes: 100, at: 5) == 5 + 20 * Self.millisecond)
        #expect(line.nextDeparture == 5 + 20 * Self.millisecond)
        #expect(line.dequeue(at: 4 + 20 * Self.millisecond) == nil)
        #expect(line.dequeue(at: 5 + 20 * Self.millisecond) == 0)
        #expect(line.nextDeparture == nil)
        let (order, delays) = Self.run(&line, packets: 1000, gap: Self.millisecond)
        #expect(order == Array(0..<1000))
        #expect(delays.dropFirst(21).allSatisfy { $0 == 20 })
    }

    /// The tolerances are five standard errors of 100 000 deviations that are correlated over
    /// 25 σ, and the σ/25 that keeping the order may cost.
    @Test(
        "jitter has the asked mean and spread at any rate, and keeps the order",
        arguments: [(2.0, 10_000), (2.0, 500), (2.0, 50), (0.5, 100), (5.0, 1000)])
    func jitter(sigma: Double, gapMicroseconds: Int64) {
        let packets = 100_000
        var line = DelayLine<Int>(DelayQuality(delay: 30e6, jitter: sigma * 1e6), seed: 7)
        let (order, delays) = Self.run(&line, packets: packets, gap: gapMicroseconds * 1000)
        #expect(order == Array(0..<packets))
        let correlation = 2 * 25 * sigma / (Double(gapMicroseconds) / 1000)
        let independent = Double(packets) / max(1, correlation)
        let error = 5 * sigma / independent.squareRoot()
        #expect(abs(Self.mean(delays) - 30) < error + sigma / 25)
        #expect(abs(Self.deviation(delays) - sigma) < error + sigma / 25)
    }

    @Test("deviations fade from memory over 25 standard deviations of time")
    func jitterCorrelation() {
        var jitter = Jitter(seed: 3)
        let gap = 10 * Self.millisecond
        let values = (0..<200_000).map {
            jitter.deviation(at: Int64($0) * gap, standardDeviation: 1e6) / 1e6
        }
        for steps in [1, 2, 5] {
            let products = zip(values, values.dropFirst(steps)).map { $0 * $1 }
            let expected = exp(-10 * Double(steps) / 25)
            #expect(abs(Self.mean(products) - expected) < 0.02)
        }
        // A normal distribution: its share within one standard deviation, and its fourth moment.
        let within = Double(values.count { abs($0) < 1 }) / Double(values.count)
        #expect(abs(within - 0.6827) < 0.01)
        #expect(abs(Self.mean(values.map { pow($0, 4) }) - 3) < 0.15)
    }

    @Test("however large the jitter, no packet leaves before it came")
    func neverNegative() {
        var line = DelayLine<Int>(DelayQuality(delay: 1e6, jitter: 10e6), seed: 5)
        let (order, delays) = Self.run(&line, packets: 20_000, gap: Self.millisecond)
        #expect(order == Array(0..<20_000))
        #expect(delays.allSatisfy { $0 >= 0 })
        #expect(delays.contains(0))
    }

    @Test("the share of late packets is the share that was asked for", arguments: [0.01, 0.1, 0.5])
    func reordering(share: Double) {
        let packets = 100_000
        var line = DelayLine<Int>(DelayQuality(delay: 20e6, reordering: share), seed: 11)
        let (order, delays) = Self.run(&line, packets: packets, gap: Self.millisecond / 2)
        #expect(order.sorted() == Array(0..<packets))
        // Late as RFC 4737 counts: smaller than one that came before it.
        var newest = -1
        var late = 0
        for number in order {
            if number < newest { late += 1 }
            newest = max(newest, number)
        }
        #expect(late == line.overtaking)
        let error = 5 * (share * (1 - share) / Double(packets)).squareRoot()
        #expect(abs(Double(late) / Double(packets) - share) < error)
        #expect(delays.allSatisfy { $0 <= 20 })
    }

    @Test("a packet overtakes the one before it and no other")
    func overtakesOne() {
        var line = DelayLine<Int>(DelayQuality(delay: 20e6), seed: 1)
        _ = line.enqueue(0, bytes: 1, at: 0)
        _ = line.enqueue(1, bytes: 1, at: 1)
        line.quality.reordering = 1
        #expect(line.enqueue(2, bytes: 1, at: 2) == 1 + 20 * Self.millisecond)
        line.quality.reordering = 0
        _ = line.enqueue(3, bytes: 1, at: 3)
        var order = [Int]()
        while let number = line.dequeue(at: .max) { order.append(number) }
        #expect(order == [0, 2, 1, 3])
    }

    @Test("nothing is overtaken that is gone already")
    func nothingToOvertake() {
        var line = DelayLine<Int>(DelayQuality(delay: 20e6, reordering: 1), seed: 1)
        let (order, delays) = Self.run(&line, packets: 100, gap: 21 * Self.millisecond)
        #expect(order == Array(0..<100))
        #expect(delays.allSatisfy { $0 == 20 })
        #expect(line.overtaking == 0)
    }

    @Test("a full line turns packets away and counts them, by number and by bytes")
    func bounds() {
        var few = DelayLine<Int>(
            DelayQuality(delay: 1e6), seed: 1, limits: DelayLimits(packets: 2, bytes: 1000))
        #expect(few.enqueue(0, bytes: 1, at: 0) != nil)
        #expect(few.enqueue(1, bytes: 1, at: 0) != nil)
        #expect(few.enqueue(2, bytes: 1, at: 0) == nil)
        #expect(few.dropped == 1)
        #expect(few.dequeue(at: .max) == 0)
        #expect(few.enqueue(3, bytes: 999, at: 0) != nil)
        #expect(few.bytes == 1000)
        _ = few.dequeue(at: .max)
        #expect(few.bytes == 999)
        #expect(few.enqueue(4, bytes: 2, at: 0) == nil)
        #expect(few.enqueue(5, bytes: 1, at: 0) != nil)
        #expect(few.dropped == 2)
    }

    @Test("equal seeds treat packets equally, others do not")
    func seeds() {
        let quality = DelayQuality(delay: 20e6, jitter: 2e6, reordering: 0.1)
        let runs = [1, 1, 2].map { (seed: UInt64) in
            var line = DelayLine<Int>(quality, seed: seed)
            return Self.run(&line, packets: 200, gap: Self.millisecond)
        }
        #expect(runs[0].order == runs[1].order)
        #expect(runs[0].delays == runs[1].delays)
        #expect(runs[0].delays != runs[2].delays)
    }

    @Test("a link that becomes faster lets nothing overtake what is under way")
    func qualityChanges() {
        var line = DelayLine<Int>(DelayQuality(delay: 200e6), seed: 1)
        let slow = line.enqueue(0, bytes: 1, at: 0)
        line.quality = DelayQuality(delay: 20e6)
        #expect(line.enqueue(1, bytes: 1, at: 1) == slow)
        #expect(line.dequeue(at: .max) == 0)
        #expect(line.dequeue(at: .max) == 1)
        let later = 300 * Self.millisecond
        #expect(line.enqueue(2, bytes: 1, at: later) == later + 20 * Self.millisecond)
    }

    @Test("the queue behaves as an array does")
    func ringBuffer() {
        var generator = SplitMix64(seed: 9)
        var ring = RingBuffer<Int>()
        var array = [Int]()
        for number in 0..<5000 {
            if Int.random(in: 0..<10, using: &generator) < 6 {
                let behind = Int.random(in: 0...min(3, array.count), using: &generator)
                ring.insert(number, behind: behind)
                array.insert(number, at: array.count - behind)
            } else {
                #expect(ring.popFirst() == (array.isEmpty ? nil : array.removeFirst()))
            }
            #expect(ring.count == array.count)
            #expect(ring.first == array.first)
            if let last = array.last { #expect(ring[fromEnd: 0] == last) }
        }
        while let element = ring.popFirst() { #expect(element == array.removeFirst()) }
        #expect(array.isEmpty)
    }

    /// The first outputs for the seed 1234567 as Vigna's reference implementation gives them.
    @Test("chance is drawn as by the published generator")
    func splitMix64() {
        var generator = SplitMix64(seed: 1_234_567)
        #expect(
            (0..<5).map { _ in generator.next() } == [
                6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
                4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
            ])
    }
}
