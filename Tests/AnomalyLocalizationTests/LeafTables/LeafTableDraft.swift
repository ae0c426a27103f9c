import NumericKernels

@testable import AnomalyLocalization

/// A table over all combinations of some values, for tests.
struct LeafTableDraft {
    let attributes: [LeafAttribute]
    var codes: [[Int32]]
    var actual: [Double]
    var forecast: [Double]

    /// Leaves of sizes from 20 to 2,000 with forecasts that are off by a share of them.
    init(_ sizes: [Int], noise: Double, random: inout Xoshiro256) {
        attributes = sizes.enumerated().map { position, size in
            LeafAttribute(name: "x\(position)", values: (0..<size).map { "v\($0)" })
        }
        let count = sizes.reduce(1, *)
        var stride = count
        codes = sizes.map { size in
            stride /= size
            let step = stride
            return (0..<count).map { Int32($0 / step % size) }
        }
        actual = []
        forecast = []
        for _ in 0..<count {
            let size = 20 + 1980 * random.uniform() * random.uniform()
            forecast.append(size)
            actual.append(size * (1 + noise * random.normal()))
        }
    }

    /// Scales what was measured in the leaves that meet conditions.
    mutating func scale(_ conditions: [Int: Int32], by factor: Double) {
        for leaf in actual.indices
        where conditions.allSatisfy({ codes[$0.key][leaf] == $0.value }) {
            actual[leaf] = forecast[leaf] * factor
        }
    }

    func table() throws -> LeafTable {
        try LeafTable(attributes: attributes, codes: codes, actual: actual, forecast: forecast)
    }
}

extension LeafLocalization {
    /// The conditions of each cause, attribute by value.
    var conditions: Set<[Int: Int32]> {
        Set(
            causes.map { cause in
                Dictionary(
                    uniqueKeysWithValues: cause.conditions.map { ($0.attribute, $0.value) })
            })
    }
}
