import DMEP
import Ontology

/// Whom the agent believes.
extension Agent {
    /// What of a message is taken in: what its signature bears out, and nothing from the future.
    mutating func accepted(_ body: DiagnosticBody, from sender: String, at now: Int64)
        -> DiagnosticBody
    {
        let latest = now + configuration.clockTolerance
        var accepted = DiagnosticBody(knowledge: body.knowledge)
        var refused = 0
        for observation in body.observations {
            if observation.metadata.time <= latest, signatures.accepts(observation, sender: sender)
            {
                accepted.observations.append(observation)
            } else {
                refused += 1
            }
        }
        for belief in body.beliefs {
            if belief.metadata.time <= latest, signatures.accepts(belief, sender: sender) {
                accepted.beliefs.append(belief)
            } else {
                refused += 1
            }
        }
        if refused > 0 { counters.refused["bad signature or time", default: 0] += refused }
        return accepted
    }

    /// Settled diagnoses tell whose evidence was right (see `OriginatorStanding`).
    mutating func judge(_ view: DiagnosisView, of process: DiagnosisProcess, at now: Int64) {}
}
