import DMEP
import Ontology

/// What makes an agent the agent that it is: its services and what it does for a request.
///
/// A value without clock, file or network; the runtime does the rest: reading messages, inference, choice of
/// action, caching, answering.
public protocol AgentRole: Sendable {
    /// The services that the agent advertises; those whose requester type is `local` it uses itself.
    var services: [ServiceAdvertisement] { get }

    /// Says how to answer a request for one of the services.
    ///
    /// - Parameters:
    ///   - service: the service asked for.
    ///   - inputs: the values of the service's input properties that the request gives, by path.
    ///   - now: the time, in milliseconds since 1970.
    mutating func plan(
        for service: ServiceAdvertisement, inputs: [PropertyPath: String], at now: Int64
    ) -> AnswerPlan

    /// Takes in a notification; the runtime has stored it.
    ///
    /// - Parameters:
    ///   - inputs: the values of the subscription's input properties, by path.
    ///   - graph: the components of the notification.
    /// - Returns: the subscriptions of other agents that it is passed on to, by the class of the input and
    ///   the kind; the runtime finds them in its service table.
    mutating func receive(
        _ notification: Notification, for service: ServiceAdvertisement,
        inputs: [PropertyPath: String], at now: Int64
    ) -> NotificationHandling
}

/// How a role answers a request.
public enum AnswerPlan: Sendable {
    /// With what it knows already: values by path from the input component.
    case found(TestFindings)
    /// With what a test finds, made by the agent's runner.
    case test
    /// By diagnosis: with cached information, inference and other agents' services.
    case diagnose
    /// With the agent's dependency knowledge.
    case knowledge
    /// Not at all.
    case refuse(ProblemReport.Kind, reason: String)
}

/// What becomes of a notification.
public enum NotificationHandling: Hashable, Sendable {
    /// It is kept here.
    case keep
    /// It is kept and passed on to every agent that subscribes to notifications of the same input class and
    /// whose input restrictions it fits.
    case passOn
    /// It is not taken, for the reason given.
    case refuse(reason: String)
}
