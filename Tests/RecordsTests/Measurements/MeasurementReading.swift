import Foundation
import Testing

@testable import Records

/// Everything that a reader gave of some measurements.
struct MeasurementReading {
    /// A measurement with the texts of its attributes, empty where they are not known.
    struct Row: Hashable {
        var time: Int64
        var user: UInt64
        var value: Float
        var attributes: [String]
    }

    var rows: [Row] = []
    /// For each attribute its names in the order of their numbers.
    var names: [[String]]
    var rejects: [RejectedLine] = []
    var warnings: [ReadingWarning] = []
    /// The position behind each columns, and how many rows and names there were then.
    var positions: [(position: ReadingPosition, rows: Int, names: [[String]])] = []
    var summary: MeasurementSummary

    static let attributes = ["city", "origin-as", "bgp-prefix"]

    init(attributeCount: Int) {
        names = Array(repeating: [], count: attributeCount)
        summary = MeasurementSummary(unknown: [], beyondLimit: [])
    }

    /// Reads inputs, from a position on with the names that were known there.
    static func of(
        _ inputs: [RecordInput], _ configuration: MeasurementConfiguration = .init(),
        attributes: [String] = attributes, from position: ReadingPosition? = nil,
        names: [[String]] = [], seed: UInt64 = 1,
        onEvent: (MeasurementEvent) async throws -> Void = { _ in }
    ) async throws -> MeasurementReading {
        let reader = try MeasurementReader(
            configuration, attributes: attributes, names: names, seed: seed)
        var reading = MeasurementReading(attributeCount: attributes.count)
        if !names.isEmpty { reading.names = names }
        var rejects = [RejectedLine]()
        let summary = try await reader.read(
            inputs, from: position, onReject: { rejects.append($0) }
        ) { event in
            switch event {
            case .columns(let columns): try reading.take(columns)
            case .warning(let warning): reading.warnings.append(warning)
            case .idle: break
            }
            try await onEvent(event)
        }
        reading.summary = summary
        reading.rejects = rejects
        return reading
    }

    static func of(
        _ paths: [String], _ configuration: MeasurementConfiguration = .init(),
        attributes: [String] = attributes, seed: UInt64 = 1
    ) async throws -> MeasurementReading {
        try await of(
            paths.map { RecordInput.file(path: $0) }, configuration, attributes: attributes,
            seed: seed)
    }

    /// Reads a text as a file.
    static func of(
        text: String, _ configuration: MeasurementConfiguration = .init(),
        attributes: [String] = attributes
    ) async throws -> MeasurementReading {
        let folder = try TemporaryFolder()
        let path = try folder.write(Array(text.utf8), to: "measurements")
        return try await of([path], configuration, attributes: attributes)
    }

    private mutating func take(_ columns: MeasurementColumns) throws {
        for attribute in names.indices { names[attribute] += columns.newNames[attribute] }
        try #require(columns.users.count == columns.count)
        try #require(columns.values.count == columns.count)
        try #require(columns.codes.allSatisfy { $0.count == columns.count })
        for row in 0..<columns.count {
            let texts = try names.indices.map { attribute in
                let code = Int(columns.codes[attribute][row])
                try #require(code <= names[attribute].count)
                return code == 0 ? "" : names[attribute][code - 1]
            }
            rows.append(
                Row(
                    time: columns.times[row], user: columns.users[row],
                    value: columns.values[row], attributes: texts))
        }
        positions.append((columns.position, rows.count, names))
    }
}

/// Measurements by chance, and the files that hold them.
struct GeneratedMeasurements {
    struct Line {
        var time: Int
        var client: String
        var value: Double
        var attributes: [String]
    }

    var lines: [Line] = []

    init(count: Int, seed: UInt64) {
        var generator = SeededGenerator(state: seed)
        for index in 0..<count {
            let place = Int.random(in: 0..<40, using: &generator)
            // A value that is missing now and then, one with what tables quote.
            let city =
                place % 9 == 0 ? "" : place % 7 == 0 ? "St. \"X\", \(place)" : "City \(place)"
            lines.append(
                Line(
                    time: 1_700_000_000 + index * 3,
                    client: "192.0.\(place).\(Int.random(in: 1..<255, using: &generator))",
                    value: Double(Int.random(in: -50_000..<200_000, using: &generator)) / 1000,
                    attributes: [city, "\(65_000 + place % 11)", "192.0.\(place).0/24"]))
        }
    }

    var csv: String {
        "time,client,rtt,origin_as,prefix,city\n"
            + lines.map { line in
                let city = line.attributes[0].replacing("\"", with: "\"\"")
                let quoted = city.contains("\"") ? "\"\(city)\"" : city
                return "\(line.time),\(line.client),\(line.value),\(line.attributes[1]),"
                    + "\(line.attributes[2]),\(quoted)\n"
            }.joined()
    }

    var tsv: String {
        "ip\tts\tlatency\tCity\tasn\tbgp_prefix\n"
            + lines.map { line in
                let city = line.attributes[0].replacing("\"", with: "\"\"")
                let quoted = city.contains("\"") ? "\"\(city)\"" : city
                return "\(line.client)\t\(line.time)000\t\(line.value)\t\(quoted)\t"
                    + "\(line.attributes[1])\t\(line.attributes[2])\n"
            }.joined()
    }

    var json: String {
        lines.map { line in
            let city = line.attributes[0].replacing("\"", with: "\\\"")
            return "{\"rtt\":\(line.value),\"time\":\(line.time),\"client\":\"\(line.client)\","
                + (city.isEmpty ? "" : "\"city\":\"\(city)\",")
                + "\"origin-as\":\(line.attributes[1]),\"bgp-prefix\":\"\(line.attributes[2])\"}\n"
        }.joined()
    }

    /// Whether rows are these lines; users are the same where clients are, and nowhere else.
    func isRead(as rows: [MeasurementReading.Row]) -> Bool {
        guard rows.count == lines.count else { return false }
        var users = [String: UInt64]()
        for (row, line) in zip(rows, lines) {
            guard row.time == Int64(line.time) * 1_000_000, row.value == Float(line.value),
                row.attributes == line.attributes,
                users[line.client, default: row.user] == row.user
            else { return false }
            users[line.client] = row.user
        }
        return Set(users.values).count == users.count
    }
}

/// Packs a file with a program of the system.
func pack(_ path: String, with program: String) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = program == "gzip" ? ["gzip", "-k", path] : ["zstd", "-q", "-k", path]
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
    return path + (program == "gzip" ? ".gz" : ".zst")
}
