import AgentRuntime
import Foundation
import Ontology
import Reasoning
import Storage

/// The failures that a knowledge agent was told of, with what rules and people say was their cause.
public struct CaseLedger: Sendable {
    private let store: AgentStore

    /// Opens the ledger in the store of a knowledge agent, which may be running.
    public init(store: AgentStore) { self.store = store }

    /// The latest failures, the latest first.
    public func cases(limit: Int) async throws -> [DiagnosisCase] {
        let assembly = DiagnosisCases(
            ontology: try ShippedOntologies.ontology(), rules: try LabellingRules.shipped(),
            explanations: DiagnosisCases.explanations)
        let received = try await AgentArchive(store: store).notifications()
        let people = try await PersonalLabels(store: store).all()
        return Array(assembly.cases(of: received, people: people).reversed().prefix(limit))
    }

    /// Notes what a person says was the cause of a failure.
    ///
    /// - Parameters:
    ///   - name: the name of the case.
    ///   - part: `local-network`, `web-server`, `dns-lookup`, `ip-routing` or `unknown`.
    /// - Throws: `KnowledgeError` for another part.
    public func label(_ name: String, part: String, by person: String, at now: Int64) async throws {
        guard part == "unknown" || Self.parts[part] != nil else {
            throw CaseLedgerError.unknownPart(part, known: Self.parts.keys.sorted() + ["unknown"])
        }
        guard try await cases(limit: .max).contains(where: { $0.id == name }) else {
            throw CaseLedgerError.unknownCase(name)
        }
        try await PersonalLabels(store: store).add(
            PersonalLabel(person: person, path: Self.parts[part], time: now), to: name)
    }

    /// The part of a connection that a label speaks of, in words.
    public static func part(of label: CaseLabel?) -> String {
        parts.first { $0.value == label?.path }?.key ?? "unknown"
    }

    private static let parts = [
        "local-network": AgentNames.path("localNet", "status"),
        "web-server": AgentNames.path("httpServer", "status"),
        "dns-lookup": AgentNames.path("dnsLookup", "status"),
        "ip-routing": AgentNames.path("ipRouting", "status"),
    ]
}

/// Why a label is not taken.
public enum CaseLedgerError: Error, Hashable, Sendable, CustomStringConvertible {
    /// No such part of a connection.
    case unknownPart(String, known: [String])
    /// No such failure.
    case unknownCase(String)

    /// What is wrong and what to write.
    public var description: String {
        switch self {
        case .unknownPart(let part, let known):
            "\(part) is none of \(known.joined(separator: ", "))"
        case .unknownCase(let name):
            "the store holds no failure `\(name)`: list them with `culprit label --store FILE`"
        }
    }
}
