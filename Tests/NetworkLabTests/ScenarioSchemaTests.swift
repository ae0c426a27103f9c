import Foundation
import InternetProtocols
import Testing

@testable import NetworkLab

@Suite("The scenario schema and the reader")
struct ScenarioSchemaTests {
    private let schema: [String: Any]

    init() throws {
        let file = ScenarioFiles.root
            .appendingPathComponent("Documentation/Protocols/scenario.schema.json")
        let document = try JSONSerialization.jsonObject(with: Data(contentsOf: file))
        schema = try #require(document as? [String: Any])
    }

    private func definition(_ name: String) throws -> [String: Any] {
        if name == ScenarioForm.scenario.rawValue { return schema }
        let definitions = try #require(schema["$defs"] as? [String: Any])
        return try #require(definitions[name] as? [String: Any], "\(name) is not defined")
    }

    private func check(
        _ object: [String: Any], has required: [String], and optional: [String], _ name: String
    ) throws {
        let properties = try #require(object["properties"] as? [String: Any])
        #expect(Set(properties.keys) == Set(required + optional), "\(name)")
        #expect(Set(object["required"] as? [String] ?? []) == Set(required), "\(name)")
        #expect(object["additionalProperties"] as? Bool == false, "\(name)")
    }

    @Test("they know the same keys in every mapping", arguments: ScenarioForm.allCases)
    func keys(form: ScenarioForm) throws {
        try check(
            definition(form.rawValue), has: form.required, and: form.optional, form.rawValue)
    }

    @Test("they know the same kinds of faults with the same keys")
    func kinds() throws {
        let fault = try definition("fault")
        let properties = try #require(fault["properties"] as? [String: Any])
        #expect(
            Set(properties.keys)
                == Set(FaultForm.allCases.map(\.rawValue)).union(["from", "until"]))
        for form in FaultForm.allCases {
            let kind = try #require(properties[form.rawValue] as? [String: Any])
            try check(kind, has: form.required, and: form.optional, form.rawValue)
        }
    }

    @Test("they allow one kind, one role, one response and one answer")
    func choices() throws {
        func choices(_ name: String) throws -> [String] {
            let list = try #require(try definition(name)["oneOf"] as? [[String: [String]]])
            return list.flatMap { $0["required"] ?? [] }
        }
        #expect(try choices("fault") == FaultForm.allCases.map(\.rawValue))
        #expect(try choices("service") == ScenarioForm.roles)
        #expect(try choices("response") == ScenarioForm.responses)
        #expect(try choices("rule") == ["answer", "addresses"])
    }

    @Test("they know the same words")
    func words() throws {
        func words(_ form: String, _ key: String, kind: String? = nil) throws -> [String] {
            var object = try definition(form)
            if let kind {
                let kinds = try #require(object["properties"] as? [String: Any])
                object = try #require(kinds[kind] as? [String: Any])
            }
            let properties = try #require(object["properties"] as? [String: Any])
            let property = try #require(properties[key] as? [String: Any])
            return try #require(property["enum"] as? [String])
        }
        func cases<Word: RawRepresentable & CaseIterable>(_: Word.Type) -> [String]
        where Word.RawValue == String { Word.allCases.map(\.rawValue) }

        #expect(try words("scenario", "routing") == cases(Scenario.Routing.self))
        #expect(try words("topology", "routing") == cases(Scenario.Routing.self))
        #expect(try words("certificate", "issuer") == cases(Certificate.Issuer.self))
        #expect(try words("zone", "signatures") == cases(Zone.Signatures.self))
        #expect(try words("resolver", "software") == cases(RecursiveResolver.Software.self))
        #expect(try words("rule", "answer") == cases(AnswerWord.self))
        #expect(try words("web-server", "encryption") == cases(WebServer.Encryption.self))
        #expect(
            try words("fault", "answer", kind: "resolver-rule") == cases(AnswerWord.self))
        #expect(
            try words("fault", "answers", kind: "captive-portal") == cases(PortalAnswer.self))
        #expect(
            try words("fault", "encryption", kind: "encryption-changed")
                == cases(WebServer.Encryption.self))
        #expect(try words("fault", "hook", kind: "filter") == cases(PacketFilter.Hook.self))
        #expect(
            try words("fault", "transport", kind: "filter") == cases(PacketFilter.Transport.self))
        #expect(try words("fault", "family", kind: "filter") == cases(IPAddress.Family.self))
        #expect(try words("fault", "action", kind: "filter") == cases(PacketFilter.Action.self))
    }

    @Test("the reference for authors names every key and every kind of fault")
    func reference() throws {
        let file = ScenarioFiles.root.appendingPathComponent("Documentation/Protocols/scenario.md")
        let text = try String(contentsOf: file, encoding: .utf8)
        for form in ScenarioForm.allCases {
            for key in form.required + form.optional {
                #expect(text.contains("`\(key)`"), "\(form.rawValue): \(key)")
            }
        }
        for form in FaultForm.allCases {
            #expect(text.contains("| `\(form.rawValue)` |"), "\(form.rawValue)")
        }
    }

    @Test("the example of the reference can be read")
    func example() throws {
        let file = ScenarioFiles.root.appendingPathComponent("Documentation/Protocols/scenario.md")
        let text = try String(contentsOf: file, encoding: .utf8)
        let parts = text.components(separatedBy: "```")
        let examples = parts.filter { $0.hasPrefix("yaml\nschema: 1\n") }
        #expect(examples.count == 1)
        for example in examples {
            let scenario = try ScenarioText.read(String(example.dropFirst("yaml\n".count)))
            #expect(!scenario.faults.isEmpty)
        }
    }
}
