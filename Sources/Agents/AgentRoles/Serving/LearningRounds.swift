import AgentRuntime
import DMEP
import Foundation
import Ontology
import Reasoning
import Storage

/// Learns from the diagnoses that the knowledge agent was told of, again and again (CAPRI thesis, 8.5.7).
///
/// Each round labels the failures a posteriori, learns, compares with what is known on failures held out, and
/// publishes what is better.
struct LearningRounds: Sendable {
    let store: AgentStore
    let host: AgentHost
    let interval: Int64
    /// The most failures of a round, the latest.
    static let mostCases = 50_000

    func run(say: @escaping @Sendable (String) -> Void) async {
        while !Task.isCancelled {
            try? await Task.sleep(for: .milliseconds(interval))
            if Task.isCancelled { return }
            do {
                say(try await round())
            } catch {
                say("no knowledge was learned: \(error)")
            }
        }
    }

    /// One round; says in words what came of it.
    func round() async throws -> String {
        let ontology = try ShippedOntologies.ontology()
        let rules = try LabellingRules.shipped()
        let assembly = DiagnosisCases(
            ontology: ontology, rules: rules, explanations: DiagnosisCases.explanations)
        let notifications = try await AgentArchive(store: store).notifications()
            .suffix(Self.mostCases)
        let cases = assembly.cases(
            of: Array(notifications), people: try await PersonalLabels(store: store).all())
        let old = await host.inspect { agent in
            (agent as? Agent)?.knowledge.all.filter { $0.rank > .incidental }.map(\.knowledge) ?? []
        }
        let time = Int64(Date().timeIntervalSince1970 * 1_000)
        let version =
            try await store.setting("knowledge-version").flatMap {
                Int(String(decoding: $0, as: UTF8.self))
            } ?? 0
        let outcome = try KnowledgePublication().round(
            of: cases, old: old,
            scope: LearningScope(
                inputClass: AgentNames.connection, explanations: DiagnosisCases.explanations,
                ontology: ontology),
            version: version + 1, time: time)
        let reason = outcome.report.reason ?? ""
        try await store.setSetting(
            "knowledge-report", to: try JSONEncoder().encode(outcome.report))
        guard !outcome.published.isEmpty else {
            return "\(cases.count) failures: what is known stays: \(reason)"
        }
        try await store.setSetting("knowledge-version", to: Data("\(version + 1)".utf8))
        let published = outcome.published
        await host.change { agent in
            guard var own = agent as? Agent else { return [] }
            let effects = own.publish(published, at: time)
            agent = own
            return effects
        }
        return "\(cases.count) failures: version \(version + 1) of the knowledge is published: "
            + reason
    }
}
