import InternetProtocols
import Ontology
import Probes
import Reasoning

/// The agent of the person who asks: it visits the page, tests what pays, infers, and answers.
///
/// CAPRI thesis, 7 and 8.5.1, with local tests only.
public struct UserAgent: Sendable {
    private let vocabulary: @Sendable () throws -> WhyVocabulary
    private let knowledge: @Sendable (WhyVocabulary) throws -> WhyKnowledge
    private let landmarks: @Sendable () throws -> Landmarks

    /// Makes an agent.
    ///
    /// - Parameters:
    ///   - vocabulary: reads the causes and tests, while the page is being fetched.
    ///   - knowledge: reads what the agent believes about them; not called for a page that comes at once.
    ///   - landmarks: reads places to compare the target with, while the page is being fetched.
    public init(
        vocabulary: @escaping @Sendable () throws -> WhyVocabulary,
        knowledge: @escaping @Sendable (WhyVocabulary) throws -> WhyKnowledge,
        landmarks: @escaping @Sendable () throws -> Landmarks
    ) {
        self.vocabulary = vocabulary
        self.knowledge = knowledge
        self.landmarks = landmarks
    }

    private enum Event: Sendable {
        case visit(PageVisitEvent)
        case visited(PageVisit)
        case unvisitable(ProbeError)
        case tested(group: String, [TestResult])
        case untestable(group: String, String)
        case tick
    }

    /// How often the agent looks up while it waits.
    private static let beat: Duration = .milliseconds(100)

    /// Diagnoses one page.
    ///
    /// - Parameters:
    ///   - target: the page.
    ///   - options: confidence, limits, and how to reach out.
    ///   - onProgress: told about ten times a second what is under way.
    /// - Throws: `KnowledgeError`, `ReasoningError`, `ProbeError` when nothing can be measured at all,
    ///   `CancellationError`.
    public func diagnose(
        _ target: TargetURL, options: DiagnosisOptions,
        onProgress: @escaping @Sendable (DiagnosisProgress) -> Void = { _ in }
    ) async throws -> DiagnosisReport {
        let clock = ContinuousClock()
        let start = clock.now
        let mailbox = Mailbox<Event>()
        return try await withThrowingTaskGroup(of: Void.self) { group in
            let visitOptions = try Self.visitOptions(for: target, options)
            group.addTask {
                do {
                    let visit = try await PageVisitProbe.visit(target, options: visitOptions) {
                        mailbox.put(.visit($0))
                    }
                    mailbox.put(.visited(visit))
                } catch let error as ProbeError {
                    mailbox.put(.unvisitable(error))
                }
            }
            group.addTask {
                while true {
                    mailbox.put(.tick)
                    try await Task.sleep(for: Self.beat)
                }
            }
            let vocabulary = try vocabulary()
            var context = DiagnosisContext(
                target: target, options: options, landmarks: try landmarks())
            context.usesProxy = visitOptions.proxies.proxy(for: target) != nil
            var session = DiagnosisSession(vocabulary: vocabulary, context: context)

            for await _ in mailbox.arrivals {
                let now = clock.now
                let elapsed = now - start
                // All that has come in counts before anything is decided: deciding costs time too.
                for event in mailbox.take() {
                    switch event {
                    case .visit(let event): session.incorporate(event, now: now)
                    case .visited(let visit): session.incorporate(visit)
                    case .unvisitable(let error): throw error
                    case .tested(let group, let results):
                        session.incorporate(results)
                        session.finish(
                            group, obstacle: results.isEmpty ? "it told nothing here" : nil)
                    case .untestable(let group, let reason):
                        session.finish(group, obstacle: reason)
                    case .tick:
                        session.wait(elapsed: elapsed, now: now)
                        onProgress(session.progress(elapsed: elapsed, now: now))
                    }
                }
                if session.mind == nil, session.needsMind(elapsed: elapsed) {
                    session.think(with: try Mind(knowledge: knowledge(vocabulary)))
                }
                switch try session.decide(elapsed: clock.now - start) {
                case .wait: continue
                case .start(let groups):
                    for name in groups {
                        guard let probe = session.probes[name] else { continue }
                        let context = session.context
                        group.addTask {
                            do {
                                let results = try await probe.run(in: context)
                                mailbox.put(.tested(group: name, results))
                            } catch let error as ProbeError {
                                mailbox.put(.untestable(group: name, error.description))
                            }
                        }
                    }
                case .stop(let ending):
                    group.cancelAll()
                    return try session.report(ending: ending, elapsed: clock.now - start)
                }
            }
            throw CancellationError()
        }
    }

    private static func visitOptions(
        for target: TargetURL, _ options: DiagnosisOptions
    ) throws -> PageVisitOptions {
        var visit = PageVisitOptions()
        visit.timeout = options.timeout
        visit.connectTimeout = .milliseconds(3_900)
        visit.resolver = options.resolver
        visit.family = options.family
        visit.source = ProbeSource(interface: options.interface)
        visit.proxies = ProxyConfiguration(environment: options.environment)
        visit.trust = .system(environment: options.environment)
        return visit
    }
}
