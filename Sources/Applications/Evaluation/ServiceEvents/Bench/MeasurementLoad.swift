import AnomalyLocalization
import NumericKernels
import Reasoning

/// Measurements for the measurement of speed: so many groups of the paper's eight kinds in its proportions.
struct MeasurementLoad {
    private let counts: [Int]
    private let users: Int
    private var generator: Xoshiro256

    /// About so many groups, with users that measure about three times.
    init(groups: Int, usersPerBin: Int, seed: UInt64) {
        let scale = Double(groups) / 17_374
        func count(_ paper: Double) -> Int { max(1, Int(paper * scale)) }
        counts = [
            1, count(185), count(125), count(820), count(1_055), count(1_758), count(4_646),
            count(8_784),
        ]
        users = max(1, usersPerBin)
        generator = Xoshiro256(seed: seed)
    }

    /// A batch of measurements of one bin, each of a leaf by chance.
    mutating func batch(_ size: Int, bin: Int64, isNamed: Bool) -> MeasurementBatch {
        var batch = MeasurementBatch(attributeCount: 7)
        if isNamed {
            batch.newNames = (0..<7).map { column in
                (0..<counts[column]).map { "\(column)-\($0)" }
            }
        }
        batch.times.reserveCapacity(size)
        for _ in 0..<size {
            let user = generator.index(below: users)
            // A user is in one place.
            var mixer = SplitMix64(seed: UInt64(user))
            let leaf = Int(mixer.next() % UInt64(counts[7]))
            var place = SplitMix64(seed: UInt64(leaf))
            let prefix = leaf % counts[6]
            let path = prefix % counts[4]
            batch.append(
                time: (bin * 3_600 + Int64(generator.index(below: 3_000))) * 1_000_000,
                user: UInt64(user), value: Float(20 + 40 * generator.uniform()),
                codes: [
                    1, UInt32(1 + prefix % counts[1]), UInt32(1 + path % counts[2]),
                    UInt32(1 + path % counts[3]), UInt32(1 + path),
                    UInt32(1 + place.next() % UInt64(counts[5])), UInt32(1 + prefix),
                ])
        }
        return batch
    }
}
