import DMEP
import Foundation
import Ontology

extension ServiceAdvertisement {
    /// Why the advertisement is not believed; nil when it is.
    ///
    /// - Parameters:
    ///   - updater: the URI for which the sender has authenticated itself; nil when it may speak for any agent.
    ///   - now: the time, in milliseconds since 1970; nil when the time of definition does not matter.
    ///   - limits: what is refused.
    public func refusal(
        updater: String?, at now: Int64?, limits: AdvertisementLimits = AdvertisementLimits()
    ) -> AdvertisementRefusal? {
        guard Self.isPrintable(serviceID, bytes: 256) else { return .badServiceID }
        guard Self.isAgentURI(agentURI) else { return .badAgentURI(agentURI) }
        if let updater, updater != agentURI {
            return .foreignAgent(claimed: agentURI, sender: updater)
        }
        if let now {
            let lead = time.subtractingReportingOverflow(now)
            guard !lead.overflow, lead.partialValue <= limits.lead,
                lead.partialValue >= -limits.age
            else { return .timeOff(milliseconds: lead.overflow ? time : lead.partialValue) }
        }
        return badCost ?? excess(over: limits) ?? badPath(over: limits)
    }

    /// Whether a text is an http or https URI with a host, without user, query and fragment.
    static func isAgentURI(_ text: String) -> Bool {
        guard isPrintable(text, bytes: 2048), let parts = URLComponents(string: text),
            let scheme = parts.scheme?.lowercased(), let host = parts.host
        else { return false }
        return (scheme == "http" || scheme == "https") && !host.isEmpty && parts.user == nil
            && parts.password == nil && parts.fragment == nil && parts.query == nil
    }

    private static func isPrintable(_ text: String, bytes: Int) -> Bool {
        !text.isEmpty && text.utf8.count <= bytes
            && text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
    }

    private var outputCount: Int {
        outputObservations.count + outputBeliefs.count + outputLikelihoods.count
            + outputKnowledge.count
    }

    private var badCost: AdvertisementRefusal? {
        for pair in [
            (cost.expected, cost.percentile95), (cost.milliseconds ?? 0, cost.milliseconds95),
        ] {
            guard pair.0.isFinite, pair.0 >= 0 else { return .badCost(pair.0) }
            if let bound = pair.1, !bound.isFinite || bound < pair.0 { return .badCost(bound) }
        }
        return nil
    }

    private func excess(over limits: AdvertisementLimits) -> AdvertisementRefusal? {
        if outputCount > limits.outputs { return .tooMany(what: "outputs", limit: limits.outputs) }
        if cost.expected == 0, outputCount > limits.outputsForFree {
            return .tooMuchForFree(outputs: outputCount)
        }
        if inputs.count > limits.inputs { return .tooMany(what: "inputs", limit: limits.inputs) }
        if candidateExplanations.count > limits.explanations {
            return .tooMany(what: "candidate explanations", limit: limits.explanations)
        }
        let lists = [
            requesters.types.count, requesters.autonomousSystems.count,
            outputKnowledge.map(\.parents.count).max() ?? 0,
            (outputBeliefs + outputLikelihoods).map(\.evidence.count).max() ?? 0,
            inputs.map { max($0.indexFunctions.count, $0.indexRanges.count) }.max() ?? 0,
        ]
        // Lists within lists; with the count of bytes this bounds what one advertisement may weigh.
        if lists.contains(where: { $0 > 1024 }) { return .tooMany(what: "entries", limit: 1024) }
        let texts =
            [inputClass?.text ?? ""] + requesters.types
            + outputKnowledge.flatMap { [$0.subject.text, $0.property] }
            + paths.flatMap(\.names)
        if texts.reduce(0, { $0 + $1.utf8.count }) > limits.bytes {
            return .tooMany(what: "bytes", limit: limits.bytes)
        }
        return nil
    }

    private func badPath(over limits: AdvertisementLimits) -> AdvertisementRefusal? {
        for path in paths
        where path.names.isEmpty || path.names.count > limits.pathLength
            || path.names.contains("")
        {
            return .badPath(path.description)
        }
        for input in inputs where input.indexFunctions.contains(.modulo(0)) {
            return .badIndex(input.path.description)
        }
        return nil
    }

    private var paths: [PropertyPath] {
        let beliefs = (outputBeliefs + outputLikelihoods).flatMap { [$0.path] + $0.evidence }
        return inputs.map(\.path) + outputObservations + beliefs
            + outputKnowledge.flatMap(\.parents) + candidateExplanations
    }
}
