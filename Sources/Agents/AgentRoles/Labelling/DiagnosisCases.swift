import AgentRuntime
import DMEP
import Ontology
import Reasoning

/// Turns notifications of diagnoses into cases to learn from.
///
/// What a case holds are the values that somebody saw. The beliefs of whoever diagnosed are left out: what was
/// concluded by old knowledge must not teach the new.
public struct DiagnosisCases: Sendable {
    private let ontology: ComponentOntology
    private let rules: LabellingRules
    private let explained: Set<PropertyPath>

    /// Makes an assembly.
    ///
    /// - Parameters:
    ///   - rules: label failures afterwards.
    ///   - explanations: what is to be explained; its properties are never taken for seen.
    public init(
        ontology: ComponentOntology, rules: LabellingRules,
        explanations: [LearningScope.Explanation]
    ) {
        self.ontology = ontology
        self.rules = rules
        explained = Set(explanations.map(\.path))
    }

    /// The four explanations of a connection's failure (CAPRI thesis, 8.3.1).
    public static let explanations = ["localNet", "httpServer", "dnsLookup", "ipRouting"].map {
        LearningScope.Explanation(path: AgentNames.path($0, "status"))
    }

    /// The cases of notifications, each failure once: of several notifications of one the last counts.
    ///
    /// - Parameter people: what people said of failures, by the name of the case.
    public func cases(
        of notifications: [AgentEstate.Received], people: [String: [PersonalLabel]] = [:]
    ) -> [DiagnosisCase] {
        var order = [String]()
        var found = [String: DiagnosisCase]()
        for received in notifications {
            guard let values = values(of: received) else { continue }
            let id = name(of: received.notification, values)
            if found[id] == nil { order.append(id) }
            found[id] = DiagnosisCase(
                id: id, values: values,
                label: rules.label(for: values, people: people[id] ?? []), time: received.receivedAt
            )
        }
        return rules.weighed(order.compactMap { found[$0] })
    }

    /// The name of a case: what was reached for and when, or else the notification's own name.
    private func name(of notification: Notification, _ values: [PropertyPath: String]) -> String {
        let hash = values[AgentNames.path("destHash")]
        let time = values[AgentNames.path("connTime")]
        let source = values[AgentNames.path("localNet", "ipAddr")]
        if let hash, let time { return [hash, time, source ?? ""].joined(separator: " ") }
        return [notification.sender ?? "", notification.notificationID].joined(separator: " ")
    }

    private func values(of received: AgentEstate.Received) -> [PropertyPath: String]? {
        var graph = ComponentGraph(ontology: ontology)
        var names = ComponentGraph.LocalNames()
        let notification = received.notification
        let input = graph.incorporate(
            notification.body, mention: notification.inputComponent, names: &names,
            sender: notification.sender ?? "", origin: .request, at: received.receivedAt)
        guard let input else { return nil }
        let named = graph.named(from: input)
        var values = [PropertyPath: String]()
        for component in named.components where !component.id.text.contains("^") {
            guard let index = named.individuals[component.id] else { continue }
            let walk = component.id.text.split(separator: "|").dropFirst().map(String.init)
            for (property, reading) in graph[index].readings {
                let path = PropertyPath(names: walk + [property])
                guard !explained.contains(path) else { continue }
                values[path] = capped(reading.value, property)
            }
        }
        return values
    }

    /// A count beyond the last one of its range counts as the last: "3" stands for three and more.
    private func capped(_ value: String, _ property: String) -> String {
        guard let range = ontology.sharedProperty(property)?.range, !range.contains(value),
            let number = Int(value), let most = range.compactMap(Int.init).max(), number > most,
            range.compactMap(Int.init).count == range.count
        else { return value }
        return String(most)
    }
}
