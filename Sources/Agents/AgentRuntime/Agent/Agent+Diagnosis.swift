import DMEP
import Ontology
import Reasoning

/// Diagnosis: infer, and as long as the answer is not sure enough, take the action that is worth most
/// (CAPRI thesis, 7).
extension Agent {
    /// Begins the diagnosis that a request asks for.
    mutating func diagnose(_ job: AnswerJob, at now: Int64) {
        guard processes.count < configuration.mostProcesses else {
            return report(
                .requestRefused, "the agent has too much to do: try again later", to: job.origin,
                request: job.request, at: now)
        }
        var graph = job.graph
        let explanations = explanations(of: job, graph: &graph)
        guard !explanations.isEmpty else {
            return report(
                .insufficientInput,
                "no explanation can be decided on: name components of the request and their status",
                to: job.origin, request: job.request, at: now)
        }
        var process = DiagnosisProcess(
            request: job.request, service: job.service, origin: job.origin, began: now,
            expires: min(job.request.expires, now + configuration.longestRequest)
                - configuration.margin, graph: graph, names: job.names, input: job.input,
            explanations: explanations,
            isFollowedUp: Self.share(of: job.request, at: now) < configuration.followedUpShare)
        process.soft = softEvidence(
            in: job.request.body, sender: job.request.requester, graph: graph, names: job.names,
            origin: .request, at: now)
        for index in process.graph.live where !process.graph[index].isSupposed {
            process.soft += information.recall(into: &process.graph, of: index, at: now)
        }
        let number = nextNumber()
        processes[number] = process
        deadlines.add(number, at: process.expires)
        proceed(with: number, at: now)
    }

    /// A number from 0 up to 1 that looks random and depends on the request alone.
    private static func share(of request: ServiceRequest, at now: Int64) -> Double {
        let hash = StableHash.hash("\(request.requester) \(request.requestID) \(now)")
        return Double(hash >> 11) * 0x1p-53
    }

    /// The explanations of the request, or those that the service proposes.
    private func explanations(
        of job: AnswerJob, graph: inout ComponentGraph
    ) -> [DiagnosisProcess.Explanation] {
        var found = [DiagnosisProcess.Explanation]()
        let paths = job.service.candidateExplanations
        for statement in job.request.explanations {
            var assignments = [(individual: Int, property: String, value: String)]()
            for assignment in statement.assignments {
                guard let individual = job.names[assignment.component].map(graph.canonical) else {
                    return []
                }
                // Which property is meant: the one that the service explains of this component.
                let path = paths.first { path in
                    graph.follow(path.relationships, from: job.input) == individual
                }
                let property = path?.property ?? CoreOntology.status
                assignments.append((individual, property, assignment.status))
            }
            found.append(
                DiagnosisProcess.Explanation(assignments: assignments, statement: statement))
        }
        if !found.isEmpty { return found }
        for path in paths {
            guard let individual = graph.suppose(path.relationships, from: job.input) else {
                continue
            }
            let range = ontology.sharedProperty(path.property)?.range ?? []
            // The first value of a range is the sound one, unless one is called FAIL.
            let values = range.contains(CoreOntology.fail) ? [CoreOntology.fail] : range.dropFirst()
            for value in values {
                found.append(
                    DiagnosisProcess.Explanation(
                        assignments: [(individual, path.property, value)], statement: nil))
            }
        }
        return found
    }

    /// Takes the diagnosis on as far as it goes without waiting.
    mutating func proceed(with number: UInt64, at now: Int64) {
        guard var process = processes[number] else { return }
        guard now < process.expires else { return end(number, .timeout, at: now) }
        let possible = possibleActions(of: &process, at: now)
        guard var view = DiagnosisView(process: process, agent: &self, at: now) else {
            processes[number] = process
            return end(number, .exhausted, at: now)
        }
        process.probabilities = view.probabilities(given: view.assembly.evidence, of: process)
        let isSure = process.confidence >= process.threshold
        if isSure && !configuration.selection.isExhaustive && !process.isAnswered {
            guard process.isFollowedUp else {
                processes[number] = process
                return end(number, .confident, seen: view, at: now)
            }
            reply(to: process, view, at: now)
            process.isAnswered = true
        }
        let prospects = view.prospects(of: possible, process: process, agent: self)
        let left = process.budget - process.spent
        let time = Double(process.expires - now)
        let chosen = configuration.selection.next(
            among: prospects, running: running(process, at: now), budget: left, time: time,
            all: process.isAnswered)
        for place in chosen {
            process.expectations.append(
                DiagnosisProcess.Expectation(
                    service: possible[place].service.serviceID,
                    value: prospects[place].expectedGain, before: process.confidence,
                    leading: process.probabilities.indices.max {
                        process.probabilities[$0] < process.probabilities[$1]
                    }))
            start(possible[place], for: number, of: &process, at: now)
        }
        processes[number] = process
        guard process.pending.isEmpty else { return }
        if isSure { return end(number, .confident, seen: view, at: now) }
        let unaffordable = !configuration.selection.next(
            among: prospects, running: 0, budget: .infinity, time: time
        ).isEmpty
        end(number, unaffordable ? .budget : .exhausted, seen: view, at: now)
    }

    /// The actions that could be taken: services that take a component of the graph and were not asked yet.
    private func possibleActions(
        of process: inout DiagnosisProcess, at now: Int64
    ) -> [DiagnosticAction] {
        var found = [DiagnosticAction]()
        let inner: Set<ServiceKind> = [.observation, .belief, .diagnosis]
        for index in process.graph.live where !process.graph[index].isSupposed {
            let candidates = services.services(
                takingInput: process.graph[index].classes, ontology: ontology, kinds: inner)
            for service in candidates {
                guard service.agentURI != process.request.requester,
                    !process.request.via.contains(service.agentURI),
                    services.isAvailable(service.key, at: now),
                    service.kind != .diagnosis
                        || (process.graph.canonical(process.input) == index
                            && service.agentURI != profile.uri)
                else { continue }
                let inputs = process.graph.inputs(of: service, from: index)
                guard service.mismatch(inputs: inputs, lookup: autonomousSystems) == nil else {
                    continue
                }
                let key = ActionKey(service: service.key, inputs: inputs)
                guard !process.tried.contains(key) else { continue }
                found.append(DiagnosticAction(key: key, service: service, input: index))
            }
        }
        for action in found {
            let outputs =
                action.service.outputObservations
                + action.service.outputBeliefs.flatMap { [$0.path] + $0.evidence }
                + action.service.outputLikelihoods.flatMap { [$0.path] + $0.evidence }
            for path in outputs {
                _ = process.graph.suppose(path.relationships, from: action.input)
            }
        }
        return found
    }

    /// How many actions of a diagnosis run; one that takes long does not hold up others.
    private func running(_ process: DiagnosisProcess, at now: Int64) -> Int {
        process.pending.count { key in
            actions[key].map { now < $0.began + patience(with: $0.action, of: process) } ?? false
        }
    }

    /// How long an action is waited for before others are taken beside it, in milliseconds.
    func patience(with action: DiagnosticAction, of process: DiagnosisProcess) -> Int64 {
        let stated = action.service.cost.milliseconds95.map { Int64(min($0, 1e9)) }
        return min(stated ?? configuration.patience, (process.expires - process.began) / 4)
    }

    /// Ends the diagnoses whose time is over, and takes on those that have waited long enough for an action.
    mutating func endOverdue(at now: Int64) {
        while let number = deadlines.popDue(at: now) {
            guard let process = processes[number] else { continue }
            if process.expires <= now {
                end(number, .timeout, at: now)
            } else {
                proceed(with: number, at: now)
            }
        }
        deadlines.prune { processes[$0] == nil }
    }

    /// Answers and forgets a diagnosis.
    ///
    /// - Parameter seen: what inference says of it now, when that is known.
    private mutating func end(
        _ number: UInt64, _ ending: DiagnosisProcess.Ending, seen: DiagnosisView? = nil,
        at now: Int64
    ) {
        guard let process = processes.removeValue(forKey: number) else { return }
        // Who asked was answered as soon as the diagnosis was sure; what followed was for those who learn.
        let ending = process.isAnswered ? .confident : ending
        for key in process.pending { actions[key]?.waiting.remove(number) }
        counters.diagnoses[ending.rawValue, default: 0] += 1
        if process.actions.isEmpty { counters.diagnosesWithoutAction += 1 }
        var graph = process.graph
        let view = seen ?? DiagnosisView(process: process, agent: &self, at: now)
        if !process.isAnswered { reply(to: process, view, at: now) }
        let writer = writer(for: process, view, at: now)
        if let view { judge(view, of: process, at: now) }
        if configuration.recordsDiagnoses {
            keepsakes.append(.diagnosis(writer.record(ending: ending.rawValue)))
        }
        if configuration.reportsDiagnoses {
            tellSubscribers(of: process, writer, graph: &graph, at: now)
        }
    }

    private mutating func reply(
        to process: DiagnosisProcess, _ view: DiagnosisView?, at now: Int64
    ) {
        let response = writer(for: process, view, at: now).response(signed: signed)
        answer(process.origin, with: .response(response), at: now)
    }

    private func writer(
        for process: DiagnosisProcess, _ view: DiagnosisView?, at now: Int64
    ) -> DiagnosisAnswer {
        DiagnosisAnswer(
            process: process, named: view?.named ?? process.graph.named(from: process.input),
            view: view, profile: profile, ontology: ontology, at: now)
    }
}
