import Foundation

/// Rows of numbers beside the tests, made by `Fixtures/special_functions.py`.
enum FixtureFiles {
    /// The rows under a key of `special_functions.json`.
    static func rows(_ key: String) throws -> [[Double]] {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "Fixtures/special_functions.json")
        let all = try JSONDecoder().decode(
            [String: [[String]]].self, from: Data(contentsOf: file))
        return (all[key] ?? []).map { $0.compactMap(Double.init) }
    }
}

/// The difference relative to the expected value.
func relativeError(_ value: Double, _ expected: Double) -> Double {
    value == expected ? 0 : abs(value - expected) / abs(expected)
}
