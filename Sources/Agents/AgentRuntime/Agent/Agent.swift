import DMEP
import Ontology
import Reasoning

/// A diagnostic agent (CAPRI thesis, 7): what it is told changes what it knows; it answers with what it wants
/// done.
///
/// It knows no class of component and no role: what a request means comes from ontologies, service
/// advertisements and dependency knowledge, what the agent itself offers from its role.
public struct Agent: DrivenAgent {
    /// Who it is.
    public let profile: AgentProfile
    /// How it goes about its work.
    public let configuration: AgentConfiguration
    /// Its role.
    public internal(set) var role: any AgentRole
    /// The definitions of classes and properties that it has.
    public internal(set) var library: OntologyLibrary
    /// What it knows of dependencies.
    public internal(set) var knowledge: KnowledgeBase
    /// What it remembers of components.
    public internal(set) var information: InformationBase
    /// The services that it knows of.
    public internal(set) var services: ServiceTable
    /// How far it trusts whom.
    public internal(set) var standing = OriginatorStanding()
    /// What it has done so far.
    public internal(set) var counters = AgentCounters()

    let autonomousSystems: any AutonomousSystemLookup
    let signatures: InformationTrust
    let compiled: CompiledDiagnoses
    var definitionsFingerprint: Int
    var exchanges: [ExchangeID: Exchange] = [:]
    var processes: [UInt64: DiagnosisProcess] = [:]
    var deadlines = DeadlineQueue()
    var conversations: [ErrandID: Conversation] = [:]
    var tests: [ErrandID: ActionKey] = [:]
    var actions: [ActionKey: ActionUnderWay] = [:]
    var requests: [String: ActionKey] = [:]
    var jobs: [ActionKey: [AnswerJob]] = [:]
    var definitions = DefinitionErrands()
    var mail = NotificationMail()
    var takenNotifications = TakenNotifications()
    var outbox: [String: [Message]] = [:]
    var effects: [AgentEffect] = []
    /// What is to be kept but holds up no answer.
    var keepsakes: [StoredInformation] = []
    var lastNumber: UInt64 = 0
    var knowledgeAsked: [ServiceKey: KnowledgeAsked] = [:]
    var knowledgeRequests: [String: ServiceKey] = [:]
    /// When knowledge of the agent's own was published last; 0 for never.
    var knowledgePublished: Int64 = 0
    /// Local services that answered or failed at once: folded in when the step that asked them is over.
    var effectsAfterStep: [(ActionUnderWay, TestFindings)] = []
    var failuresAfterStep: [ActionUnderWay] = []

    /// A batch of another agent whose messages are being answered.
    struct Exchange: Sendable {
        var answers: [Message?]
        var missing: Int
    }

    /// A batch sent: what it was for.
    struct Conversation: Sendable {
        let to: String
        var requests: Set<String>
        var notifications: [NotificationMail.Item]
    }

    /// A request for one of the agent's own services that waits for a test.
    struct AnswerJob: Sendable {
        let origin: DiagnosisProcess.Origin
        let request: ServiceRequest
        let service: ServiceAdvertisement
        var graph: ComponentGraph
        let names: ComponentGraph.LocalNames
        let input: Int
    }

    /// When a knowledge service was asked, and which version of it.
    struct KnowledgeAsked: Sendable {
        let at: Int64
        let version: Int64
    }

    /// Makes an agent.
    ///
    /// - Parameters:
    ///   - library: the definitions of classes and properties that it begins with.
    ///   - knowledge: what it knows of dependencies to begin with.
    ///   - autonomousSystems: whom it asks for the autonomous system of an address.
    ///   - signatures: whose signatures it checks, and how it signs itself.
    ///   - compiled: where compiled networks are kept; agents of one process may share it.
    public init(
        profile: AgentProfile, role: any AgentRole, library: OntologyLibrary,
        knowledge: [DependencyKnowledge] = [],
        configuration: AgentConfiguration = AgentConfiguration(),
        autonomousSystems: any AutonomousSystemLookup = NoAutonomousSystems(),
        signatures: InformationTrust = InformationTrust(),
        compiled: CompiledDiagnoses = CompiledDiagnoses()
    ) {
        self.profile = profile
        self.role = role
        self.library = library
        self.knowledge = KnowledgeBase(knowledge)
        self.configuration = configuration
        self.autonomousSystems = autonomousSystems
        self.signatures = signatures
        self.compiled = compiled
        information = InformationBase(limit: configuration.mostComponents)
        services = ServiceTable(owner: profile.uri, own: role.services)
        definitionsFingerprint = library.ontology.hashValue
    }

    /// The classes and properties that it knows.
    public var ontology: ComponentOntology { library.ontology }

    /// The services that it advertises to directories.
    public var advertisements: [ServiceAdvertisement] {
        role.services.filter { !$0.isLocalOnly }.map { service in
            var service = service
            // Who has asked for knowledge before asks again when it was published anew.
            if service.kind == .knowledge { service.time = max(service.time, knowledgePublished) }
            return service
        }
    }

    /// Takes in an event.
    public mutating func handle(_ event: AgentEvent, at now: Int64) -> [AgentEffect] {
        switch event {
        case .received(let batch, let requester, let exchange):
            receive(batch, from: requester, exchange, at: now)
        case .answered(let errand, let batch): take(batch, for: errand, at: now)
        case .unanswered(let errand, let reason):
            giveUp(errand, failure: .unreachable, reason: reason, at: now)
        case .tested(let errand, let result): take(result, for: errand, at: now)
        case .defined(let errand, let document): take(document, for: errand, at: now)
        case .serviceMap(let map): take(map, at: now)
        case .tick: break
        }
        foldLocalFindings(at: now)
        endOverdue(at: now)
        flush(at: now)
        defer {
            effects = []
            keepsakes = []
        }
        return effects + keepsakes.map(AgentEffect.store)
    }

    private mutating func foldLocalFindings(at now: Int64) {
        while !effectsAfterStep.isEmpty || !failuresAfterStep.isEmpty {
            let (found, failed) = (effectsAfterStep, failuresAfterStep)
            (effectsAfterStep, failuresAfterStep) = ([], [])
            for (action, findings) in found { fold(findings, of: action, at: now) }
            for action in failed { fail(action, reason: "the role has no answer", at: now) }
        }
    }

    /// A number that was not used before.
    mutating func nextNumber() -> UInt64 {
        lastNumber += 1
        return lastNumber
    }

    /// Puts the answer to one message of an exchange; with the last one the exchange is answered.
    mutating func answer(_ origin: DiagnosisProcess.Origin, with message: Message, at now: Int64) {
        guard var exchange = exchanges[origin.exchange],
            exchange.answers[origin.slot] == nil
        else { return }
        exchange.answers[origin.slot] = message
        exchange.missing -= 1
        if exchange.missing > 0 {
            exchanges[origin.exchange] = exchange
            return
        }
        exchanges[origin.exchange] = nil
        effects.append(
            .reply(
                origin.exchange,
                MessageBatch(time: now, messages: exchange.answers.compactMap(\.self))))
    }

    /// Sends what has gathered, one batch for each agent, and asks to be woken.
    mutating func flush(at now: Int64) {
        for (address, messages) in outbox.sorted(by: { $0.key < $1.key }) {
            send(messages, to: address, notifications: [], at: now)
        }
        outbox = [:]
        for (address, items) in mail.due(at: now, configuration) {
            send(
                items.map { .notification($0.notification) }, to: address, notifications: items,
                at: now)
        }
        if let wake = [deadlines.earliest, mail.nextDue].compactMap(\.self).min(), wake > now {
            effects.append(.wake(at: wake))
        }
    }

    private mutating func send(
        _ messages: [Message], to address: String, notifications: [NotificationMail.Item],
        at now: Int64
    ) {
        let errand = ErrandID(nextNumber())
        var deadline = now + configuration.longestRequest
        var requests = Set<String>()
        for case .request(let request) in messages {
            requests.insert(request.requestID)
            deadline = min(deadline, request.expires)
        }
        if !notifications.isEmpty { deadline = min(deadline, now + 10_000) }
        conversations[errand] = Conversation(
            to: address, requests: requests, notifications: notifications)
        counters.batchesSent += 1
        effects.append(
            .send(
                errand, to: address, MessageBatch(time: now, messages: messages),
                deadline: deadline))
    }
}
