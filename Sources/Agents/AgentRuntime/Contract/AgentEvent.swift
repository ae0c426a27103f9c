import DMEP
import Ontology

/// What happens to an agent; whoever drives it says so, with the time.
public enum AgentEvent: Sendable {
    /// A batch came in, of which an answer is owed.
    case received(MessageBatch, from: Requester, ExchangeID)
    /// A batch that the agent sent was answered.
    case answered(ErrandID, MessageBatch)
    /// A batch that the agent sent was not answered, or its answer could not be read.
    case unanswered(ErrandID, reason: String)
    /// A test that the agent asked for was made.
    case tested(ErrandID, Result<TestFindings, TestFailure>)
    /// Definitions that the agent asked for; nil when they could not be had.
    case defined(ErrandID, OntologyDocument?)
    /// The services that a directory lists for this agent.
    case serviceMap(ServiceMap)
    /// The time has come that the agent asked to be woken at, or any other.
    case tick
}

/// An agent: told what happens, it says what it wants done.
///
/// Without clock, file or network, so that a simulation drives thousands of them on a clock of its own and a
/// server drives one on the real one. Calls are serial.
public protocol DrivenAgent: Sendable {
    /// Who it is.
    var profile: AgentProfile { get }
    /// The services that it advertises to directories.
    var advertisements: [ServiceAdvertisement] { get }
    /// Takes in an event at the time `now`, in milliseconds since 1970.
    mutating func handle(_ event: AgentEvent, at now: Int64) -> [AgentEffect]
}
