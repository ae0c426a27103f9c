#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif
import NoisyOr
import NumericKernels

/// Rules that name failing links of a fat tree, compared on the same cases.
///
/// Every rule has one threshold or more. They are set on training cases and graded on others.
struct FailingLinkStudy: Sendable {
    /// How many cases each half has.
    struct Configuration: Sendable {
        var training = 40
        var graded = 100
        var seed: UInt64 = 1
        var prior = BetaDistribution(alpha: 0.1, beta: 100)
        /// The drop rate that counts as nothing wrong: the mean of healthy links.
        var background = 5e-5
        var cases = FailingLinks.Configuration()

        init() {}
    }

    /// One rule with the threshold that did best in training, and its grade on other cases.
    struct Row: Sendable, Equatable {
        let rule: String
        let threshold: Double
        let grade: NamingGrade
    }

    /// Names the components of a case that pass a threshold.
    private typealias Rule = @Sendable (_ threshold: Double) -> [Int]

    /// Our rules and the published ones, each at its best training threshold.
    static func rows(_ configuration: Configuration = Configuration()) throws -> [Row] {
        var training: [String: [Double: NamingGrade]] = [:]
        for offset in 0..<configuration.training {
            try grade(configuration.seed + UInt64(offset), configuration, &training, only: nil)
        }
        var best: [String: Double] = [:]
        for (name, grades) in training {
            best[name] =
                grades.keys.sorted().max { first, second in
                    (grades[first]?.fMeasure ?? 0) < (grades[second]?.fMeasure ?? 0)
                }
        }
        var graded: [String: [Double: NamingGrade]] = [:]
        for offset in 0..<configuration.graded {
            try grade(
                configuration.seed + 100_000 + UInt64(offset), configuration, &graded, only: best)
        }
        return names.compactMap { name in
            guard let threshold = best[name], let grade = graded[name]?[threshold] else {
                return nil
            }
            return Row(rule: name, threshold: threshold, grade: grade)
        }
    }

    /// The rules, in the order of the result.
    static let names = [
        "log likelihood lost", "log likelihood lost after refitting", "posterior mean",
        "007 (votes)", "Flock (most likely set)",
    ]

    private static let thresholds: [String: [Double]] = [
        names[0]: (2...24).map { Double($0) / 2 },
        names[1]: (2...24).map { Double($0) / 2 },
        names[2]: (8...40).map { 1e-4 * exp2(Double($0) / 5) },
        names[3]: (1...40).map { Double($0) / 400 },
        names[4]: (2...24).map { Double($0) / 2 },
    ]

    /// Adds one case's grades, at all thresholds or at the given ones.
    private static func grade(
        _ seed: UInt64, _ configuration: Configuration,
        _ grades: inout [String: [Double: NamingGrade]], only: [String: Double]?
    ) throws {
        let links = FailingLinks(seed: seed, configuration: configuration.cases)
        for (name, rule) in try rules(links, configuration) {
            for threshold in only.map({ [$0[name] ?? 0] }) ?? thresholds[name] ?? [] {
                grades[name, default: [:]][threshold, default: NamingGrade()].add(
                    NamingGrade(named: rule(threshold), truth: links.failing))
            }
        }
    }

    private static func rules(
        _ links: FailingLinks, _ configuration: Configuration
    ) throws -> [(String, Rule)] {
        let patterns = try links.patterns()
        var method = CoordinateAscent(priors: try FaultPriors(all: configuration.prior))
        let means = try method.estimate(patterns).posteriors.map(\.mean)
        let backgrounds = [Double](repeating: configuration.background, count: means.count)
        guard let evidence = try method.evidence(backgrounds: backgrounds) else { return [] }
        let ranking = evidence.ranking
        let refitted = ranking.prefix(60).map { ($0, evidence.lostAfterRefitting($0)) }
        let tree = links.configuration.tree
        return [
            (names[0], { threshold in ranking.filter { evidence.lost[$0] > threshold } }),
            (names[1], { threshold in refitted.filter { $0.1 > threshold }.map(\.0) }),
            (names[2], { threshold in means.indices.filter { means[$0] > threshold } }),
            (
                names[3],
                { threshold in
                    VotingRule(share: threshold).named(in: links.flows, links: tree.linkCount)
                }
            ),
            (
                names[4],
                { threshold in
                    HypothesisRule(cost: threshold)
                        .named(in: links.flows, components: tree.componentCount)
                }
            ),
        ]
    }
}
