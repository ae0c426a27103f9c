import Foundation
import Storage

/// What people say was the cause of failures, kept in the store of the knowledge agent.
public struct PersonalLabels: Sendable {
    private let store: AgentStore
    private static let setting = "personal-labels"

    /// Makes the labels of a store.
    public init(store: AgentStore) { self.store = store }

    /// Every label, by the name of the case.
    public func all() async throws -> [String: [PersonalLabel]] {
        guard let data = try await store.setting(Self.setting) else { return [:] }
        return try JSONDecoder().decode([String: [PersonalLabel]].self, from: data)
    }

    /// Adds a label.
    public func add(_ label: PersonalLabel, to name: String) async throws {
        var labels = try await all()
        labels[name, default: []].append(label)
        try await store.setSetting(Self.setting, to: try JSONEncoder().encode(labels))
    }
}
