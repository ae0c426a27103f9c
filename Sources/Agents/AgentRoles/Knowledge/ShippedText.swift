/// The files of Resources, part of the program so that a single binary suffices.
public enum ShippedText {
    /// Classes, causes, tests.
    public static let ontology = String(decoding: PackageResources.why_ontology_yaml, as: UTF8.self)
    /// Probabilities.
    public static let knowledge = String(
        decoding: PackageResources.why_knowledge_yaml, as: UTF8.self)
    /// Probabilities of the agents.
    public static let agentsKnowledge = String(
        decoding: PackageResources.agents_knowledge_yaml, as: UTF8.self)
    /// Places to compare with.
    public static let landmarks = String(decoding: PackageResources.landmarks_yaml, as: UTF8.self)
}
