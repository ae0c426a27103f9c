import Ontology

/// A diagnostic test that an agent is to make now.
public struct TestInvocation: Hashable, Sendable {
    /// The service that it is made for.
    public var serviceID: String
    /// The values of the service's input properties that are known, by path from the input component.
    public var inputs: [PropertyPath: String]
    /// When the result ceases to be of use, in milliseconds since 1970.
    public var deadline: Int64

    /// Makes an invocation of its parts.
    public init(serviceID: String, inputs: [PropertyPath: String], deadline: Int64) {
        self.serviceID = serviceID
        self.inputs = inputs
        self.deadline = deadline
    }
}

/// What a test saw.
public struct TestFindings: Hashable, Sendable {
    /// The values found, by path from the input component; a value that was not found is left out.
    public var values: [PropertyPath: String]
    /// For how long they hold, in milliseconds; nil for the agent's default.
    public var lifetime: Int64?

    /// Makes findings of their parts.
    public init(values: [PropertyPath: String], lifetime: Int64? = nil) {
        self.values = values
        self.lifetime = lifetime
    }
}

/// Why a test found nothing.
public struct TestFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// What went wrong, in words.
    public var reason: String
    /// The reason.
    public var description: String { reason }

    /// Makes a failure.
    public init(_ reason: String) { self.reason = reason }
}

/// Makes the tests of an agent: where its role touches the network.
public protocol TestRunner: Sendable {
    /// Makes one test; returns by the invocation's deadline.
    func run(_ invocation: TestInvocation) async throws(TestFailure) -> TestFindings
}
