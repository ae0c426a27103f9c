import Foundation

/// How far the evidence of each originator is believed, from how it agreed with what turned out to be true.
///
/// The beta reputation system of Jøsang and Ismail (The Beta Reputation System, 15th Bled Electronic Commerce
/// Conference, 2002): each settled diagnosis gives an amount of agreement r and of disagreement s, 0 to 1; what
/// was given before is multiplied by the forgetting factor; the expected share of agreement is
/// (r + a) / (r + s + a + b), with a and b for what is assumed of a stranger. Evidence is right with some
/// probability below 1 even where it is honest, and the probability tables account for that; so the weight is
/// the share divided by what is expected of an honest originator, at most 1, and at least the floor, from which
/// one can recover.
public struct OriginatorStanding: Hashable, Sendable, Codable {
    /// The numbers of the rule.
    public struct Rule: Hashable, Sendable, Codable {
        /// What is assumed of a stranger as amounts of agreement and disagreement.
        public var strangerAgreement: Double
        /// See `strangerAgreement`.
        public var strangerDisagreement: Double
        /// The share of agreement of an honest originator, above 0 and at most 1.
        public var honestShare: Double
        /// What remains of earlier amounts at each new one, above 0 and at most 1.
        public var forgetting: Double
        /// The least weight, above 0 and at most 1.
        public var floor: Double
        /// The most originators that are kept; the one with the least counts goes first.
        public var limit: Int

        /// Makes a rule; numbers outside their range are brought to its nearest end.
        public init(
            strangerAgreement: Double = 4.5, strangerDisagreement: Double = 0.5,
            honestShare: Double = 0.9, forgetting: Double = 0.98, floor: Double = 0.02,
            limit: Int = 10_000
        ) {
            self.strangerAgreement = max(strangerAgreement, 1e-6)
            self.strangerDisagreement = max(strangerDisagreement, 1e-6)
            self.honestShare = min(max(honestShare, 1e-6), 1)
            self.forgetting = min(max(forgetting, 1e-6), 1)
            self.floor = min(max(floor, 1e-6), 1)
            self.limit = max(limit, 1)
        }
    }

    /// A row of the table that people look at.
    public struct Row: Hashable, Sendable, Codable {
        /// The URI of the agent.
        public var originator: String
        /// The amount of agreement that is not forgotten.
        public var agreement: Double
        /// The amount of disagreement that is not forgotten.
        public var disagreement: Double
        /// The weight of its evidence, above 0 and at most 1.
        public var weight: Double
    }

    private struct Counts: Hashable, Sendable, Codable {
        var agreement = 0.0
        var disagreement = 0.0
        var total: Double { agreement + disagreement }
    }

    /// The rule by which weights come about.
    public let rule: Rule
    private var counts: [String: Counts] = [:]

    /// Knows nobody yet.
    public init(rule: Rule = Rule()) { self.rule = rule }

    /// The weight of an originator's evidence, above 0 and at most 1; that of a stranger where nothing is known.
    public func weight(of originator: String) -> Double {
        weight(counts[originator] ?? Counts())
    }

    /// Counts what evidence said of a property whose value is now known.
    ///
    /// The likelihood of k values, as shares, puts p on the true one. Above the 1/k of evidence that says
    /// nothing it agrees by (p - 1/k) / (1 - 1/k), below it disagrees by (1/k - p) / (1/k).
    ///
    /// - Parameters:
    ///   - originator: who gave the evidence.
    ///   - likelihood: the likelihood of each value, 0 or more.
    ///   - truth: the index of the true value.
    public mutating func settle(_ originator: String, likelihood: [Double], truth: Int) {
        let sum = likelihood.reduce(0, +)
        guard
            likelihood.count > 1, likelihood.indices.contains(truth), sum > 0, sum.isFinite,
            likelihood.allSatisfy({ $0 >= 0 })
        else { return }
        let even = 1 / Double(likelihood.count)
        let share = likelihood[truth] / sum
        if share >= even {
            count(originator, agreement: (share - even) / (1 - even), disagreement: 0)
        } else {
            count(originator, agreement: 0, disagreement: (even - share) / even)
        }
    }

    /// Counts agreement and disagreement with a settled diagnosis, amounts of 0 or more; none changes nothing.
    public mutating func count(_ originator: String, agreement: Double, disagreement: Double) {
        guard
            agreement >= 0, disagreement >= 0, agreement + disagreement > 0,
            (agreement + disagreement).isFinite
        else { return }
        var own = counts[originator] ?? Counts()
        own.agreement = own.agreement * rule.forgetting + agreement
        own.disagreement = own.disagreement * rule.forgetting + disagreement
        counts[originator] = own
        if counts.count > rule.limit,
            let least = counts.filter({ $0.key != originator })
                .min(by: { ($0.value.total, $0.key) < ($1.value.total, $1.key) })
        {
            counts[least.key] = nil
        }
    }

    /// Every originator with counts, the least believed first.
    public var table: [Row] {
        counts.map { originator, counts in
            Row(
                originator: originator, agreement: counts.agreement,
                disagreement: counts.disagreement, weight: weight(counts))
        }.sorted { ($0.weight, $0.originator) < ($1.weight, $1.originator) }
    }

    /// A likelihood as it counts from an originator of that weight: w·λ/max λ + (1 - w).
    ///
    /// With probability w it is what it seems, otherwise it says nothing. One without a positive finite
    /// maximum says nothing.
    ///
    /// - Parameters:
    ///   - likelihood: λ of each value, 0 or more.
    ///   - weight: w, 0 to 1.
    /// - Returns: as many numbers from 0 to 1, the greatest of them 1.
    public static func temper(likelihood: [Double], weight: Double) -> [Double] {
        guard
            let greatest = likelihood.max(), greatest > 0, greatest.isFinite,
            likelihood.allSatisfy({ $0 >= 0 })
        else { return likelihood.map { _ in 1 } }
        let weight = min(max(weight, 0), 1)
        return likelihood.map { weight * ($0 / greatest) + (1 - weight) }
    }

    private func weight(_ counts: Counts) -> Double {
        let agreement = counts.agreement + rule.strangerAgreement
        let share = agreement / (agreement + counts.disagreement + rule.strangerDisagreement)
        return max(rule.floor, min(1, share / rule.honestShare))
    }
}
