#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The mean difference between two scores of the same cases, and how sure it is.
public struct PairedDifference: Hashable, Sendable, Codable {
    /// The mean of new minus old.
    public let mean: Double
    /// The standard error of the mean; 0 for fewer than two cases.
    public let standardError: Double
    /// How many cases were compared.
    public let cases: Int

    /// The 95 % quantile of the normal distribution: one-sided.
    static let quantile = 1.6448536269514722

    /// The end of the one-sided 95 % interval: the difference is at least this.
    ///
    /// By the central limit theorem; log scores are bounded, so that some dozens of cases suffice.
    public var atLeast: Double { mean - Self.quantile * standardError }

    /// The other end of the one-sided interval: the difference is at most this with 95 % confidence.
    var atMost: Double { mean + Self.quantile * standardError }

    /// Whether new is better than old with 95 % confidence, from at least 30 cases.
    public var isBetter: Bool { cases >= 30 && atLeast > 0 }

    /// The difference of the scores, by default log scores, of two predictions of the same cases.
    init(
        from old: ExplanationPrediction, to new: ExplanationPrediction,
        of score: (ExplanationPrediction.Case) -> Double = KnowledgeScore.logScore
    ) {
        let differences = zip(old.cases, new.cases).map { old, new in
            (gain: score(new) - score(old), weight: new.weight)
        }
        let weight = differences.reduce(0) { $0 + $1.weight }
        let mean = weight > 0 ? differences.reduce(0) { $0 + $1.weight * $1.gain } / weight : 0
        let squares = differences.reduce(0) {
            $0 + $1.weight * $1.weight * ($1.gain - mean) * ($1.gain - mean)
        }
        let count = Double(differences.count)
        self.mean = mean
        cases = differences.count
        standardError =
            count > 1 ? (squares / (weight * weight) * count / (count - 1)).squareRoot() : 0
    }
}
