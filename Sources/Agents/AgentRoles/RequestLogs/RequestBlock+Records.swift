import Reasoning
import Records

extension RequestBlock {
    /// What a block of a log is to reasoning: the same rows, without what lines were.
    ///
    /// A block of a window of time takes the window's begin and end.
    public init(_ block: ObservationBlock) {
        self.init(index: block.index)
        let observations = block.observations
        if let window = block.window {
            times = window.lowerBound.microseconds...window.upperBound.microseconds
        } else if let from = block.from, let to = block.to, from <= to {
            times = from.microseconds...to.microseconds
        }
        failed = observations.failed
        weights = observations.weights
        offsets = observations.offsets
        faults = observations.faults
        strengths = observations.strengths
        clients = block.clients
        counts = block.faults.map {
            Count(fault: $0.fault, requests: $0.requests, clients: $0.clients)
        }
        renumbering = block.renumbering.map { Renumbering(kept: $0.kept) }
        newFaults = block.newFaults
    }
}
