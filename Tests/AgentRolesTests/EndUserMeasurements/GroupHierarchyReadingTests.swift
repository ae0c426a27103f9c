import AnomalyLocalization
import Foundation
import Testing
import YAMLDocuments

@testable import AgentRoles

@Suite("Hierarchies of groups in YAML")
struct GroupHierarchyReadingTests {
    private static var documentation: URL {
        URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Documentation/Operation")
    }

    private func error(_ kinds: String) -> YAMLDocumentError? {
        do throws(YAMLDocumentError) {
            _ = try GroupHierarchy(text: "schema: 1\nkinds:\n" + kinds, file: "h.yaml")
            return nil
        } catch {
            return error
        }
    }

    @Test("kinds are read with attributes and parents")
    func whole() throws {
        let hierarchy = try GroupHierarchy(
            text: """
                schema: 1
                kinds:
                  - {name: city+as, attributes: [city, origin-as], parents: [city, origin-as]}
                  - {name: city, parents: [country]}
                  - {name: origin-as}
                  - {name: country}

                """, file: "h.yaml")
        #expect(
            try hierarchy
                == GroupHierarchy([
                    .init(
                        name: "city+as", attributes: ["city", "origin-as"],
                        parents: ["city", "origin-as"]),
                    .init(name: "city", parents: ["country"]), .init(name: "origin-as"),
                    .init(name: "country"),
                ]))
        #expect(hierarchy.kinds.last?.name == "city+as")
    }

    @Test("kinds that are no hierarchy are refused with the line of the one that is wrong")
    func wrong() throws {
        let cycle = try #require(
            error("  - {name: a}\n  - {name: b, parents: [c]}\n  - {name: c, parents: [b]}\n"))
        #expect(cycle.line == 4)
        #expect(cycle.sentence.contains("circle"))
        let unknown = try #require(error("  - {name: a}\n  - name: b\n    parents: [x]\n"))
        #expect(unknown.line == 5)
        #expect(unknown.place == "kinds.2.parents")
        #expect(unknown.sentence.contains("'x'"))
        #expect(error("  - {name: a}\n  - {name: a}\n")?.line == 4)
        #expect(error("  - {name: a, attributes: []}\n")?.line == 3)
        #expect(error("  - {name: a, attributes: [b, b]}\n")?.line == 3)
        #expect(error("  - {name: a, parent: b}\n")?.line == 3)
        #expect(error("  - {name: ''}\n")?.line == 3)
        #expect(error("  []\n")?.sentence.contains("no kind of group") == true)
    }

    @Test("the schema and the reader know the same keys", arguments: GroupHierarchyForm.allCases)
    func schema(form: GroupHierarchyForm) throws {
        let file = Self.documentation.appending(path: "hierarchy.schema.json")
        let document = try JSONSerialization.jsonObject(with: Data(contentsOf: file))
        var object = try #require(document as? [String: Any])
        if form == .kind {
            let definitions = try #require(object["$defs"] as? [String: Any])
            object = try #require(definitions["kind"] as? [String: Any])
        }
        let properties = try #require(object["properties"] as? [String: Any])
        #expect(Set(properties.keys) == Set(form.required + form.optional))
        #expect(Set(object["required"] as? [String] ?? []) == Set(form.required))
        #expect(object["additionalProperties"] as? Bool == false)
    }

    @Test("the hierarchy of the documentation can be read")
    func example() throws {
        let text = try String(
            contentsOf: Self.documentation.appending(path: "measurements.md"), encoding: .utf8)
        let begin = try #require(text.firstRange(of: "```yaml\nschema: 1\nkinds:"))
        let rest = text[text.index(begin.lowerBound, offsetBy: 8)...]
        let end = try #require(rest.firstRange(of: "```"))
        let hierarchy = try GroupHierarchy(text: String(rest[..<end.lowerBound]), file: "example")
        #expect(hierarchy.attributes == ["country", "city", "origin-as"])
    }
}
