import Foundation

@testable import AnomalyLocalization

/// The cheapest segmentation of a series by a search over every level of the grid, nothing dropped.
struct DenseSegments {
    /// Where segments begin, but for the first.
    var changes: [Int] = []

    init(_ values: [Double], settings: LevelShiftSettings, unit: Double) {
        let cell = settings.resolution * unit
        let low = Int(((values.min() ?? 0) / cell).rounded(.down)) - 2
        let high = Int(((values.max() ?? 0) / cell).rounded(.up)) + 2
        let states = (low...high).flatMap { level in
            (0..<settings.scales).map { (level: level, scale: $0) }
        }
        var costs = [Double](repeating: 0, count: states.count)
        var paths = [[Int]](repeating: [], count: states.count)
        for (time, value) in values.enumerated() {
            let best = costs.indices.min { costs[$0] < costs[$1] } ?? 0
            let entry = costs[best] + settings.changeCost
            let path = paths[best] + [time]
            for (index, state) in states.enumerated() {
                if time > 0, entry < costs[index] {
                    costs[index] = entry
                    paths[index] = path
                }
                let distance = abs(value - Double(state.level) * cell) / unit
                let scale = pow(2, Double(state.scale))
                costs[index] += min(distance / scale + log(scale), settings.outlierCost)
            }
        }
        if let best = costs.indices.min(by: { costs[$0] < costs[$1] }) { changes = paths[best] }
    }
}
