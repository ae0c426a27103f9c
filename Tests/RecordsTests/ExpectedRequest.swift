import Foundation

@testable import Records

/// What a line should give: written beside the fixtures by the script that made them, or by a slow reader.
struct ExpectedRequest {
    var time: Int64?
    var isFailure: Bool
    var isMistake = false
    var weight = 1.0
    var client: String?
    /// Names with strengths, as in ``RecordReading/patterns(of:)``.
    var faults: [String]

    /// A line of a fixture's expectation; a reason to reject it for a line with `!`.
    static func parse(_ line: Substring) -> (request: ExpectedRequest?, reason: String?) {
        if line.hasPrefix("!") { return (nil, String(line.dropFirst())) }
        var words = line.split(separator: " ").map { String($0) }
        let (time, outcome, client) = (words[0], words[1], words[2])
        words.removeFirst(3)
        var request = ExpectedRequest(
            time: Int64(time), isFailure: outcome == "1", isMistake: outcome.hasSuffix("m"),
            client: client == "-" ? nil : client, faults: [])
        if let weight = words.first, weight.hasPrefix("*") {
            request.weight = Double(weight.dropFirst()) ?? .nan
            words.removeFirst()
        }
        request.faults = words.map { $0.contains("@") ? $0 : $0 + "@1.0" }
        return (request, nil)
    }

    /// The expectation of a fixture.
    static func fixture(_ name: String) throws -> (requests: [ExpectedRequest], reasons: [String]) {
        let text = try String(
            contentsOf: URL(filePath: LogFiles.fixture(name + ".expected")), encoding: .utf8)
        let parsed = text.split(separator: "\n").map { parse($0) }
        return (parsed.compactMap(\.request), parsed.compactMap(\.reason))
    }

    /// Requests folded into patterns, as ``RecordReading/patterns(of:)``.
    static func patterns(_ requests: some Sequence<ExpectedRequest>) -> [String: Double] {
        var patterns = [String: Double]()
        for request in requests {
            let words = [request.isFailure ? "1" : "0"] + request.faults.sorted()
            patterns[words.joined(separator: " "), default: 0] += request.weight
        }
        return patterns
    }

    /// Requests, failures and clients of each fault, as ``RecordReading/counts(of:)``.
    static func counts(_ requests: some Sequence<ExpectedRequest>) -> [String: [Double]] {
        var counts = [String: [Double]]()
        var clients = [String: Set<String>]()
        for request in requests {
            for fault in request.faults {
                let name = String(fault[..<(fault.lastIndex(of: "@") ?? fault.endIndex)])
                counts[name, default: [0, 0, 0]][0] += request.weight
                if request.isFailure { counts[name, default: [0, 0, 0]][1] += request.weight }
                if let client = request.client { clients[name, default: []].insert(client) }
            }
        }
        for (name, set) in clients { counts[name]?[2] = Double(set.count) }
        return counts
    }
}

/// What two tables have different, in words; empty where they are the same.
func differences<Value: Equatable>(
    _ found: [String: Value], _ expected: [String: Value]
) -> [String] {
    Set(found.keys).union(expected.keys).sorted().compactMap { key in
        guard found[key] != expected[key] else { return nil }
        func text(_ value: Value?) -> String { value.map { "\($0)" } ?? "nothing" }
        return "\(key): \(text(found[key])) where \(text(expected[key])) is expected"
    }
}
