import NoisyOr
import NumericKernels
import Testing

@testable import Evaluation

@Suite("studies of fault rates")
struct RateStudyTests {
    @Test("grades count right, wrong and missed names")
    func grades() {
        let grade = NamingGrade(named: [1, 2, 3], truth: [2, 3, 4, 5])
        #expect(grade.right == 2 && grade.wrong == 1 && grade.missed == 2)
        #expect(abs(grade.precision - 2.0 / 3) < 1e-15)
        #expect(grade.recall == 0.5)
        #expect(abs(grade.fMeasure - 4.0 / 7) < 1e-15)
        let nothing = NamingGrade(named: [], truth: [])
        #expect(nothing.fMeasure == 1)
        #expect(NamingGrade(named: [1], truth: [2]).fMeasure == 0)
    }

    @Test("rank correlation sees order only, and ties share their rank")
    func correlation() {
        #expect(abs(rankCorrelation([1, 2, 3, 4], [10, 20, 30, 4000]) - 1) < 1e-15)
        #expect(abs(rankCorrelation([1, 2, 3, 4], [4, 3, 2, 1]) + 1) < 1e-15)
        #expect(rankCorrelation([1, 1, 1], [1, 2, 3]) == 0)
        #expect(rankCorrelation([5], [5]) == 0)
        // Ranks 0, 1.5, 1.5, 3 against 0, 1, 2, 3.
        #expect(abs(rankCorrelation([1, 2, 2, 9], [1, 2, 3, 4]) - 0.9486832980505138) < 1e-12)
    }

    @Test("synthetic observations have the density and the failures that the model says")
    func synthetic() throws {
        var configuration = SyntheticRates.Configuration()
        configuration.faults = 400
        configuration.observations = 20_000
        let instance = try SyntheticRates(seed: 11, configuration: configuration)
        let mentions = Double(instance.patterns.faults.count)
        let expected = 400 * 20_000 * 5e-3
        #expect(abs(mentions - expected) < 5 * expected.squareRoot())
        var failures = 0.0
        var variance = 0.0
        for row in 0..<instance.patterns.count {
            var survival = 1 - configuration.leak
            let offsets = instance.patterns.offsets
            for k in Int(offsets[row])..<Int(offsets[row + 1]) {
                let rate = instance.rates[Int(instance.patterns.faults[k])]
                survival *= 1 - Double(instance.patterns.strengths[k]) * rate
            }
            failures += (instance.patterns.failed[row] ? 1 : 0) - (1 - survival)
            variance += survival * (1 - survival)
        }
        #expect(abs(failures) < 5 * variance.squareRoot())
    }

    @Test("the exact method is at least as good as the others, and finds the bad faults")
    func methods() throws {
        var configuration = SyntheticRates.Configuration()
        configuration.faults = 300
        configuration.observations = 20_000
        let study = try SyntheticRateStudy(seed: 5, configuration: configuration)
        #expect(study.rows.count == 5)
        let exact = try #require(study.rows.last)
        for row in study.rows { #expect(row.objective < exact.objective + 1e-2) }
        #expect(abs(study.rows[3].objective - exact.objective) < 0.1)
        #expect(exact.byMean.recall >= study.rows[3].byMean.recall)
        #expect(exact.byMean.fMeasure > 0.8)
        #expect(exact.meanError < study.rows[0].meanError)
    }

    @Test("traffic follows Zipf's law, its events raise the failures of their fault alone")
    func traffic() throws {
        let configuration = RequestTraffic.Configuration()
        #expect(configuration.faultCount == 18_848)
        let bad = configuration.system(2)
        let event = RequestTraffic.Event(
            fault: bad, rate: 0.5, begin: 20_000, end: 40_000, ramp: 0)
        var traffic = RequestTraffic(seed: 1, events: [event])
        let before = try traffic.block(20_000)
        let during = try traffic.block(20_000)
        func failures(_ block: ObservationPatterns, of fault: Int) -> (failed: Int, all: Int) {
            var counts = (0, 0)
            for row in 0..<block.count where block.faults[4 * row + 3] == Int32(fault) {
                counts.1 += 1
                if block.failed[row] { counts.0 += 1 }
            }
            return counts
        }
        let quiet = failures(before, of: bad)
        let loud = failures(during, of: bad)
        #expect(quiet.all > 300)
        #expect(Double(quiet.failed) < 0.02 * Double(quiet.all))
        #expect(abs(Double(loud.failed) / Double(loud.all) - 0.5) < 0.1)
        let first = failures(during, of: configuration.system(0))
        #expect(first.all > loud.all)
        #expect(Double(first.failed) < 0.02 * Double(first.all))
        #expect(traffic.rate(of: bad, at: 19_999) == configuration.background)
        #expect(traffic.rate(of: bad, at: 30_000) == 0.5)
    }

    @Test("two systems that rise together are the only ones to be noticed, by both methods")
    func rising() throws {
        var configuration = RisingSystemsStudy.Configuration()
        configuration.blocks = 8
        configuration.requestsPerBlock = 50_000
        configuration.begin = 2
        configuration.end = 6
        configuration.ramp = 1
        configuration.systems = [(rank: 5, rate: 0.5), (rank: 9, rate: 0.5)]
        let study = try RisingSystemsStudy(seed: 2, configuration: configuration)
        for track in study.tracks {
            #expect(track.alarmed == Set(study.faults))
            #expect(track.noticed.allSatisfy { $0 == 2 || $0 == 3 })
            for means in track.means {
                #expect(means[1] < 0.05)
                #expect(means[4] > 0.25)
                #expect(means[7] < 0.1)
            }
        }
        #expect(study.truth[0][4] == 0.5)
    }
}
