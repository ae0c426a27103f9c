import Foundation
import Testing

@testable import Records

@Suite("The schema of mappings and the reader")
struct LogMappingSchemaTests {
    private let schema: [String: Any]

    init() throws {
        let file = LogFiles.repository
            .appending(path: "Documentation/Operation/request-log-mapping.schema.json")
        let document = try JSONSerialization.jsonObject(with: Data(contentsOf: file))
        schema = try #require(document as? [String: Any])
    }

    private func definition(_ form: LogMappingForm) throws -> [String: Any] {
        if form == .mapping { return schema }
        let definitions = try #require(schema["$defs"] as? [String: Any])
        return try #require(definitions[form.rawValue] as? [String: Any], "\(form)")
    }

    @Test("they know the same keys", arguments: LogMappingForm.allCases)
    func keys(form: LogMappingForm) throws {
        let object = try definition(form)
        let properties = try #require(object["properties"] as? [String: Any])
        #expect(Set(properties.keys) == Set(form.required + form.optional))
        #expect(Set(object["required"] as? [String] ?? []) == Set(form.required))
        #expect(object["additionalProperties"] as? Bool == false)
    }

    @Test("they know the same words")
    func words() throws {
        func words(_ form: LogMappingForm, _ key: String) throws -> [String] {
            let properties = try #require(try definition(form)["properties"] as? [String: Any])
            let property = try #require(properties[key] as? [String: Any])
            return try #require(property["enum"] as? [String])
        }
        #expect(try words(.mapping, "format") == LogFormat.allCases.map(\.rawValue))
        #expect(try words(.fault, "take") == FaultDerivation.allCases.map(\.rawValue))
    }

    @Test("the mapping of the documentation can be read")
    func documentation() throws {
        let file = LogFiles.repository.appending(path: "Documentation/Operation/request-logs.md")
        let text = try String(contentsOf: file, encoding: .utf8)
        let example = try #require(text.firstRange(of: "```yaml\n"))
        let rest = text[example.upperBound...]
        let end = try #require(rest.firstRange(of: "```"))
        let mapping = try LogMapping(text: String(rest[..<end.lowerBound]), file: "example")
        #expect(mapping.faults?.count == 5)
        #expect(mapping.outcome?.slow?.limit == 10)
    }
}
