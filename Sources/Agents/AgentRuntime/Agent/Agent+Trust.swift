import DMEP
import Ontology
import Reasoning

/// Whom the agent believes.
extension Agent {
    /// What of a message is taken in: what its signature bears out, and nothing from the future.
    mutating func accepted(
        _ body: DiagnosticBody, from sender: String, at now: Int64
    ) -> DiagnosticBody {
        var (accepted, refused) = signatures.accepted(body, from: sender, in: ontology)
        let latest = now + configuration.clockTolerance
        let before = accepted.observations.count + accepted.beliefs.count
        accepted.observations.removeAll { $0.metadata.time > latest }
        accepted.beliefs.removeAll { $0.metadata.time > latest }
        refused += before - accepted.observations.count - accepted.beliefs.count
        if refused > 0 { counters.refused["bad signature or time", default: 0] += refused }
        return accepted
    }

    /// The body, signed as far as it is the agent's own.
    func signed(_ body: DiagnosticBody) -> DiagnosticBody {
        signatures.signed(body, by: profile.uri, in: ontology)
    }

    /// A diagnosis that is settled without an originator's evidence tells whether that evidence was right.
    ///
    /// Settled is a property whose value has at least `settled` probability by the evidence of all others. What the
    /// originator said of it is its evidence alone against none.
    mutating func judge(_ view: DiagnosisView, of process: DiagnosisProcess, at now: Int64) {
        let settled = 0.97
        let others = Set(
            view.assembly.pieces.filter { $0.origin != .request }.map(\.originator)
        ).subtracting([profile.uri, ""])
        guard !others.isEmpty,
            let best = process.probabilities.indices.max(by: {
                process.probabilities[$0] < process.probabilities[$1]
            }),
            let subject = view.compiled.diagnoser.explanations[
                safely: view.compiled.places.firstIndex(of: best)]?.keys.min()
        else { return }
        var compiled = view.compiled
        func distribution(_ evidence: EvidenceSet) -> [Double]? {
            compiled.distribution(of: subject, given: evidence)
        }
        guard let prior = distribution(EvidenceSet()) else { return }
        for originator in others.sorted() {
            var without = view.assembly.evidence
            var alone = EvidenceSet()
            for piece in view.assembly.pieces where piece.originator == originator {
                alone[piece.subject] = without[piece.subject]
                without[piece.subject] = nil
            }
            guard !without.items.isEmpty, let rest = distribution(without),
                let truth = rest.indices.first(where: { rest[$0] >= settled }),
                let own = distribution(alone)
            else { continue }
            let likelihood = zip(own, prior).map { $1 > 0 ? $0 / $1 : 0 }
            standing.settle(originator, likelihood: likelihood, truth: truth)
        }
    }
}

extension Array {
    fileprivate subscript(safely index: Int?) -> Element? {
        index.flatMap { indices.contains($0) ? self[$0] : nil }
    }
}
