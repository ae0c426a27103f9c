import Foundation
import InternetProtocols
import Testing

@testable import Records

@Suite("Reading measurements of end users")
struct MeasurementReaderTests {
    private let folder: TemporaryFolder
    private let measurements = GeneratedMeasurements(count: 700, seed: 4)

    init() throws { folder = try TemporaryFolder() }

    @Test("tables and JSON say the same", arguments: ["csv", "tsv", "json"])
    func formats(format: String) async throws {
        let text =
            switch format {
            case "csv": measurements.csv
            case "tsv": measurements.tsv
            default: measurements.json
            }
        let path = try folder.write(Array(text.utf8), to: "measurements")
        let reading = try await MeasurementReading.of([path])
        #expect(measurements.isRead(as: reading.rows))
        #expect(reading.summary.formats == [path: try #require(LogFormat(rawValue: format))])
        #expect(reading.summary.measurements == 700)
        #expect(reading.summary.rejected.isEmpty)
        #expect(reading.summary.unknown[0] == measurements.lines.count { $0.attributes[0].isEmpty })
        #expect(reading.summary.unknown[1...] == [0, 0])
    }

    @Test("packed files are read like plain ones", arguments: ["gzip", "zstd"])
    func packed(program: String) async throws {
        let path = try folder.write(Array(measurements.csv.utf8), to: "measurements")
        let reading = try await MeasurementReading.of([try pack(path, with: program)])
        #expect(measurements.isRead(as: reading.rows))
    }

    @Test("values are numbered by first appearance, over files")
    func numbering() async throws {
        let first = try folder.write(
            Array("time,user,value,city\n1700000000,a,1,Ulm\n1700000000,b,2,Bonn\n".utf8), to: "1")
        let second = try folder.write(
            Array("city,value,time,user\nBonn,3,1700000001,a\nJena,4,1700000001,c\n".utf8), to: "2")
        let reading = try await MeasurementReading.of([first, second], attributes: ["city"])
        #expect(reading.names == [["Ulm", "Bonn", "Jena"]])
        #expect(reading.rows.map(\.attributes) == [["Ulm"], ["Bonn"], ["Bonn"], ["Jena"]])
        #expect(reading.rows[0].user == reading.rows[2].user)
        #expect(Set(reading.rows.map(\.user)).count == 3)
    }

    @Test(
        "what comes does not depend on tasks, pieces and seeds",
        arguments: [(1, 300), (2, 300), (2, 4000), (5, 1 << 20)], [UInt64(1), 77])
    func order(size: (workers: Int, chunk: Int), seed: UInt64) async throws {
        let path = try folder.write(Array(measurements.csv.utf8), to: "measurements")
        var configuration = MeasurementConfiguration()
        (configuration.workers, configuration.chunkSize) = size
        configuration.lineLimit = 300
        let reading = try await MeasurementReading.of([path], configuration, seed: seed)
        let other = try await MeasurementReading.of([path])
        #expect(reading.rows == other.rows)
        #expect(reading.names == other.names)
        #expect(reading.positions.last?.position == other.positions.last?.position)
    }

    @Test("clients are the users where nobody names them, however their addresses are written")
    func clients() async throws {
        let reading = try await MeasurementReading.of(
            text: """
                time,ip,rtt,city
                1700000000,192.0.2.1,1,a
                1700000000,192.0.2.1:443,1,a
                1700000000,::ffff:192.0.2.1,1,a
                1700000000,2001:db8::1,1,a
                1700000000,"[2001:DB8:0::1]:80",1,a
                1700000000,phone,1,a

                """, attributes: ["city"])
        let users = reading.rows.map(\.user)
        try #require(users.count == 6)
        #expect(Set(users[0...2]).count == 1)
        #expect(Set(users[3...4]).count == 1)
        #expect(Set(users).count == 3)
    }

    @Test("attributes are looked up by address where no column has them")
    func lookUp() async throws {
        let lookup = AddressLookup([.prefix, .originAS, .nextHopAS, .asPath, .city]) { address in
            var answer = AddressLookup.Answer()
            guard address.family == .ipv4, address.value >> 8 & 255 != 9 else { return answer }
            answer.prefix = IPPrefix(address, length: 24)
            answer.block = answer.prefix
            let system = UInt32(64_500 + address.value >> 8 & 255)
            answer.originAS = system
            answer.path = [64_496, system]
            answer.city = "Ulm"
            return answer
        }
        var configuration = MeasurementConfiguration()
        configuration.lookup = lookup
        (configuration.chunkSize, configuration.lineLimit) = (200, 100)
        let text =
            "time,ip,rtt,city\n"
            + (0..<60).map { "1700000000,192.0.\($0 % 10).\($0),5,\($0 % 3 == 0 ? "Bonn" : "")\n" }
            .joined()
        let reading = try await MeasurementReading.of(
            text: text, configuration,
            attributes: ["bgp-prefix", "origin-as", "as-path", "next-hop-as", "city"])
        try #require(reading.rows.count == 60)
        for (index, row) in reading.rows.enumerated() {
            let place = index % 10
            let city = index % 3 == 0 ? "Bonn" : ""
            guard place != 9 else {
                #expect(row.attributes == ["", "", "", "", city])
                continue
            }
            #expect(row.attributes.last == city)
            #expect(row.attributes[0] == "192.0.\(place).0/24")
            #expect(row.attributes[2] == "64496 \(row.attributes[1])")
            #expect(row.attributes[3] == "64496")
        }
        #expect(reading.names[0].count == 9)
    }

    @Test("more different values than may be are unknown and counted, and known ones stay known")
    func limit() async throws {
        var configuration = MeasurementConfiguration()
        configuration.valueLimit = 5
        (configuration.chunkSize, configuration.lineLimit) = (100, 100)
        let text =
            "time,user,value,city\n"
            + (0..<40).map { "1700000000,u\($0),1,city\($0 % 8)\n" }.joined()
        let reading = try await MeasurementReading.of(
            text: text, configuration, attributes: ["city"])
        #expect(reading.names[0].count == 5)
        #expect(reading.summary.beyondLimit == [15])
        #expect(reading.summary.unknown == [15])
        for (index, row) in reading.rows.enumerated() {
            #expect(row.attributes == [index % 8 < 5 ? "city\(index % 8)" : ""])
        }
    }

    @Test("attributes that a file does not have are told, and no error")
    func missing() async throws {
        let reading = try await MeasurementReading.of(
            text: "time,user,rtt,city\n1700000000,a,1,Ulm\n")
        #expect(reading.summary.missing.values.first == ["origin-as", "bgp-prefix"])
        #expect(reading.rows[0].attributes == ["Ulm", "", ""])
    }

    @Test("whoever stops the reading gets what was read")
    func stopping() async throws {
        let path = try folder.write(Array(measurements.csv.utf8), to: "measurements")
        let flag = StopSign()
        var configuration = MeasurementConfiguration()
        (configuration.chunkSize, configuration.lineLimit) = (1000, 300)
        configuration.shouldStop = { flag.isSet }
        let reading = try await MeasurementReading.of([.file(path: path)], configuration) { _ in
            flag.set()
        }
        #expect(reading.rows.count < 700)
        let rest = try await MeasurementReading.of(
            [.file(path: path)], from: reading.summary.position, names: reading.names)
        #expect(measurements.isRead(as: reading.rows + rest.rows))
    }
}
