import Foundation
import Testing

@testable import Records

@Suite("Mappings of measurements")
struct MeasurementMappingTests {
    private func error(_ text: String) -> String {
        do throws(RecordError) {
            _ = try MeasurementMapping(text: text, file: "map.yaml")
            return ""
        } catch {
            return "\(error)"
        }
    }

    @Test("a mapping says where everything stands, and in which unit")
    func whole() async throws {
        var configuration = MeasurementConfiguration()
        configuration.mapping = try MeasurementMapping(
            text: """
                schema: 1
                format: csv
                time: at
                user: subscriber
                client: server
                value: {from: microseconds, times: 0.001}
                attributes:
                  - {name: city, from: town}
                  - {name: net, from: server, take: network}

                """, file: "map.yaml")
        let reading = try await MeasurementReading.of(
            text: """
                at;town;subscriber;server;microseconds;city
                2023-11-14T22:13:20Z;Ulm;x;192.0.2.7;1500;no
                1700000000123;Bonn;y;192.0.3.7:80;-2e3;no

                """, configuration, attributes: ["net", "city"])
        #expect(reading.rows.map(\.time) == [1_700_000_000_000_000, 1_700_000_000_123_000])
        #expect(reading.rows.map(\.value) == [1.5, -2])
        #expect(
            reading.rows.map(\.attributes) == [
                ["192.0.2.0/24", "Ulm"], ["192.0.3.0/24", "Bonn"],
            ])
    }

    @Test("a mapping that is wrong is refused with file, line and place")
    func wrong() {
        #expect(error("schema: 2\n").contains("map.yaml, line 1"))
        #expect(
            error("schema: 1\nformat: combined\n")
                == "map.yaml, line 2, format: one of these is needed: json, csv, tsv")
        #expect(error("schema: 1\ntimes: x\n").contains("line 2"))
        #expect(error("schema: 1\nvalue: {from: x, times: 0}\n").contains("a factor is not 0"))
        let place = "schema: 1\nattributes:\n  - {name: a, from: b}\n  - "
        #expect(error(place + "{name: a, from: c}\n").contains("line 4, attributes.2.name"))
        #expect(error(place + "{name: c}\n").contains("line 4"))
        #expect(error(place + "{name: c, from: d, take: transit-as}\n").contains("one of these"))
        #expect(error(place + "{name: c, from: d, take: prefix}\n").isEmpty)
    }

    @Test("words of the command line go before the mapping")
    func words() throws {
        var mapping = MeasurementMapping()
        mapping.time = LogColumn("a")
        mapping.attributes = [MeasurementAttribute(name: "city", column: LogColumn("x"))]
        let city = try MeasurementAttribute(words: "city=client:port")
        let system = try MeasurementAttribute(words: "origin-as=server_ip:origin-as")
        let prefix = try MeasurementAttribute(words: "bgp-prefix=:prefix")
        mapping = mapping.replacing(value: "rtt", attributes: [city, system, prefix])
        #expect(mapping.time?.name == "a")
        #expect(mapping.value?.name == "rtt")
        #expect(mapping.attributes.map(\.name) == ["city", "origin-as", "bgp-prefix"])
        #expect(mapping.attributes.map(\.column?.name) == ["client:port", "server_ip", nil])
        #expect(mapping.attributes.map(\.derivation) == [.value, .originAS, .prefix])
        for words in ["city", "=x", "city=", "city=:transit-as", ""]
        where words != "city=:transit-as" {
            #expect(throws: RecordError.self) { _ = try MeasurementAttribute(words: words) }
        }
    }

    private func failure(
        _ header: String, _ mapping: MeasurementMapping = .init(), attributes: [String] = ["city"]
    ) async -> String {
        var configuration = MeasurementConfiguration()
        configuration.mapping = mapping
        do {
            _ = try await MeasurementReading.of(
                text: header + "\n1,2,3,4\n", configuration, attributes: attributes)
            return ""
        } catch {
            return "\(error)"
        }
    }

    @Test("what cannot be found is asked for")
    func missing() async throws {
        #expect(await failure("user,rtt,city").contains("no column for the time"))
        #expect(await failure("time,rtt,city").contains("no column for the end user"))
        #expect(await failure("time,user,city").contains("no column for what was measured"))
        #expect(await failure("time,user,rtt").contains("no attribute of end users (city)"))
        var mapping = MeasurementMapping()
        mapping.metric = "Stalls"
        #expect(await failure("time,user,stalls,city", mapping).isEmpty)
        mapping.attributes = [MeasurementAttribute(name: "town", column: LogColumn("x"))]
        #expect(await failure("time,user,rtt,city", mapping).contains("nobody groups by 'town'"))
        mapping.attributes = [MeasurementAttribute(name: "city", column: LogColumn("x"))]
        #expect(await failure("time,user,rtt,city", mapping).contains("there is no column 'x'"))
        mapping.attributes = [try MeasurementAttribute(words: "city=:city")]
        #expect(await failure("time,user,rtt,ip", mapping).contains("needs data on addresses"))
        mapping.attributes = [try MeasurementAttribute(words: "city=:network")]
        #expect(await failure("time,user,rtt,x", mapping).contains("no column of addresses"))
    }

    @Test("request logs are no measurements")
    func logs() async {
        await #expect(throws: RecordError.self) {
            _ = try await MeasurementReading.of([LogFiles.fixture("combined.log")])
        }
    }

    @Test(
        "values may have a sign and an exponent",
        arguments: [
            ("1", 1.0), ("-1.5", -1.5), ("+.25", 0.25), ("1e3", 1000), ("-12.5E-2", -0.125),
            (" 7 ", 7), ("0", 0),
        ])
    func numbers(text: String, value: Double) {
        #expect(Self.number(text) == value)
    }

    @Test(
        "other texts are no values",
        arguments: [
            "", "-", "nan", "NaN", "inf", "-Infinity", "0x10", "1e", "1e+", "e3", "1,5", "1 2",
            "--1", "1e99999", "1.2.3", "12ms",
        ])
    func noNumbers(text: String) { #expect(Self.number(text) == nil) }

    private static func number(_ text: String) -> Double? {
        let bytes = Array(text.utf8) + [0]
        return bytes.withUnsafeBufferPointer { bytes in
            bytes.baseAddress.flatMap {
                DecimalText.signed(ByteSlice($0, count: bytes.count - 1))
            }
        }
    }
}

@Suite("The schema of mappings of measurements and the reader")
struct MeasurementSchemaTests {
    private let schema: [String: Any]

    init() throws {
        let file = LogFiles.repository
            .appending(path: "Documentation/Operation/measurement-mapping.schema.json")
        let document = try JSONSerialization.jsonObject(with: Data(contentsOf: file))
        schema = try #require(document as? [String: Any])
    }

    private func definition(_ form: MeasurementMappingForm) throws -> [String: Any] {
        if form == .mapping { return schema }
        let definitions = try #require(schema["$defs"] as? [String: Any])
        return try #require(definitions[form.rawValue] as? [String: Any], "\(form)")
    }

    @Test("they know the same keys", arguments: MeasurementMappingForm.allCases)
    func keys(form: MeasurementMappingForm) throws {
        let object = try definition(form)
        let properties = try #require(object["properties"] as? [String: Any])
        #expect(Set(properties.keys) == Set(form.required + form.optional))
        #expect(Set(object["required"] as? [String] ?? []) == Set(form.required))
        #expect(object["additionalProperties"] as? Bool == false)
    }

    @Test("they know the same words")
    func words() throws {
        func words(_ form: MeasurementMappingForm, _ key: String) throws -> [String] {
            let properties = try #require(try definition(form)["properties"] as? [String: Any])
            let property = try #require(properties[key] as? [String: Any])
            return try #require(property["enum"] as? [String])
        }
        #expect(try words(.mapping, "format") == MeasurementMapping.formats.map(\.rawValue))
        #expect(
            try words(.attribute, "take")
                == ["value"] + MeasurementAttribute.lookUps.map(\.rawValue))
    }

    @Test("the mapping of the documentation can be read")
    func documentation() throws {
        let file = LogFiles.repository.appending(path: "Documentation/Operation/measurements.md")
        let text = try String(contentsOf: file, encoding: .utf8)
        let example = try #require(text.firstRange(of: "```yaml\n"))
        let rest = text[example.upperBound...]
        let end = try #require(rest.firstRange(of: "```"))
        let mapping = try MeasurementMapping(text: String(rest[..<end.lowerBound]), file: "example")
        #expect(mapping.attributes.count == 3)
        #expect(mapping.scale == 0.001)
    }
}
