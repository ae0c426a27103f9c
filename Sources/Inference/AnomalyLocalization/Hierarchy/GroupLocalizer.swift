#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Finds the few groups whose failures explain the deviations of a bin.
///
/// A failure of a group adds a common deviation δ to its parts. The evidence for it is the logarithm of how much likelier
/// the residuals of its parts become, Σ log(π p(r − δ) / p(r) + 1 − π), where p is Student's t with the scale of the
/// part, widened by the spread of δ, and π the share of parts that suffer. So a parent whose children suffer
/// together has more evidence than any of them, and a parent of which only one child suffers has less than that
/// child, for the parts that are fine speak against it. Where the rest of the parent is too small to say
/// anything, the child is named.
///
/// Groups are taken greedily: the one with the most evidence above its cost goes first, its deviation is taken off its
/// parts, and what is left over is judged again. The cost is the logarithm of the number of groups it was
/// chosen from, so that the number of false failures does not grow with the number of groups; a failure that is
/// open already costs nothing, and what spoke for a group in the last bin counts again in part. The paper leaves its formulation to a report that is not public; this one is ours.
public struct GroupLocalizer: Sendable {
    /// What is above what.
    public let hierarchy: GroupHierarchy
    /// How evidence is weighed.
    public let settings: LocalizationSettings

    /// A localizer over a hierarchy.
    public init(
        hierarchy: GroupHierarchy, settings: LocalizationSettings = LocalizationSettings()
    ) {
        self.hierarchy = hierarchy
        self.settings = settings
    }

    /// The groups that explain a bin, those with the most evidence first.
    ///
    /// - Complexity: a sort of the parts of every candidate, and as much again for each group found and the candidates that
    ///   share parts with it.
    public func findings(_ evidence: BinEvidence) -> [GroupFinding] {
        localize(evidence).findings
    }

    /// The groups that explain a bin, and for each candidate what speaks for it beyond them, which is not enough to name it.
    public func localize(
        _ evidence: BinEvidence
    ) -> (findings: [GroupFinding], rest: [Double]) {
        var residuals = evidence.residuals
        var weights = (0..<evidence.candidateCount).map { weight($0, evidence, residuals) }
        var isSettled = [Bool](repeating: false, count: weights.count)
        let costs = (0..<weights.count).map { cost($0, evidence) }
        let sharing = SharedParts(evidence)
        var isTouched = [Bool](repeating: false, count: weights.count)
        var findings: [GroupFinding] = []
        while findings.count < settings.limit {
            var best: Int?
            var most = 0.0
            for candidate in weights.indices where !isSettled[candidate] {
                let rest = weights[candidate].evidence - costs[candidate]
                if rest > most { (best, most) = (candidate, rest) }
            }
            guard let best else { break }
            let chosen = dominating(best, evidence, weights, sharing, isSettled)
            isSettled[chosen] = true
            let found = weights[chosen]
            var touched: [Int] = []
            for part in evidence.parts(of: chosen) {
                let place = Int(part)
                residuals[place] = rest(
                    of: residuals[place], scale: evidence.scales[place], without: found.shift)
                for candidate in sharing.candidates(of: place)
                where !isTouched[candidate] && !isSettled[candidate] {
                    isTouched[candidate] = true
                    touched.append(candidate)
                }
            }
            let members = Set(evidence.parts(of: chosen))
            var explained: [Int] = []
            for candidate in touched {
                isTouched[candidate] = false
                let before = weights[candidate].evidence
                weights[candidate] = weight(candidate, evidence, residuals)
                guard weights[candidate].evidence <= costs[candidate] else { continue }
                var shared = 0
                var all = 0
                for part in evidence.parts(of: candidate) {
                    all += evidence.users[Int(part)]
                    if members.contains(part) { shared += evidence.users[Int(part)] }
                }
                guard before - weights[candidate].evidence >= 1 || 2 * shared >= all else {
                    continue
                }
                isSettled[candidate] = true
                explained.append(candidate)
            }
            findings.append(
                GroupFinding(
                    candidate: chosen, evidence: found.evidence, shift: found.shift,
                    explained: explained.sorted()))
        }
        let rest = weights.indices.map { isSettled[$0] ? 0 : max(0, weights[$0].evidence) }
        return (findings, rest)
    }

    /// What a candidate must bring to be told.
    private func cost(_ candidate: Int, _ evidence: BinEvidence) -> Double {
        guard !evidence.isOpen[candidate] else { return 0 }
        let population = max(1, evidence.populations[evidence.kinds[candidate]])
        let cost = log(Double(hierarchy.kinds.count)) + log(Double(population)) + settings.margin
        return max(0, cost - settings.memory * evidence.credits[candidate])
    }

    /// The finest group within the best that has nearly all of its evidence: the rest of the best speaks of nothing.
    private func dominating(
        _ best: Int, _ evidence: BinEvidence, _ weights: [Weight], _ sharing: SharedParts,
        _ isSettled: [Bool]
    ) -> Int {
        let inside = Set(evidence.parts(of: best))
        let least = weights[best].evidence - settings.dominance
        var chosen = best
        var rivals: Set<Int> = []
        for part in inside { rivals.formUnion(sharing.candidates(of: Int(part))) }
        for candidate in rivals.sorted() where !isSettled[candidate] && candidate != best {
            guard weights[candidate].evidence >= least,
                weights[candidate].shift * weights[best].shift > 0,
                evidence.parts(of: candidate).count <= inside.count,
                evidence.parts(of: candidate).allSatisfy({ inside.contains($0) }),
                isFiner(candidate, than: chosen, evidence)
            else { continue }
            chosen = candidate
        }
        return chosen
    }

    /// Whether a candidate is to be named instead of another: an open event goes on, else by depth, then by size.
    private func isFiner(_ candidate: Int, than other: Int, _ evidence: BinEvidence) -> Bool {
        if evidence.isOpen[candidate] != evidence.isOpen[other] {
            return evidence.isOpen[candidate]
        }
        let depth = hierarchy.depths[evidence.kinds[candidate]]
        let otherDepth = hierarchy.depths[evidence.kinds[other]]
        if depth != otherDepth { return depth > otherDepth }
        return evidence.parts(of: candidate).count < evidence.parts(of: other).count
    }
}

/// Which candidates hold a part.
struct SharedParts {
    private var offsets: [Int]
    private var members: [Int]

    init(_ evidence: BinEvidence) {
        offsets = Array(repeating: 0, count: evidence.residuals.count + 1)
        for part in evidence.parts { offsets[Int(part) + 1] += 1 }
        for part in evidence.residuals.indices { offsets[part + 1] += offsets[part] }
        members = Array(repeating: 0, count: evidence.parts.count)
        var next = offsets
        for candidate in 0..<evidence.candidateCount {
            for part in evidence.parts(of: candidate) {
                members[next[Int(part)]] = candidate
                next[Int(part)] += 1
            }
        }
    }

    /// The candidates of a part, in their order.
    func candidates(of part: Int) -> ArraySlice<Int> { members[offsets[part]..<offsets[part + 1]] }
}
