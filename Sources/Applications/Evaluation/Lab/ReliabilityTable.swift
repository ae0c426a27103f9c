/// Whether probabilities mean what they say.
///
/// Of all that was said with 90 %, nine in ten should be true.
public struct ReliabilityTable: Sendable, Equatable {
    /// The statements whose probability lies in one range.
    public struct Bin: Sendable, Equatable {
        /// The least probability in it.
        public let lower: Double
        /// The next bin's least probability; 1 belongs to the last bin.
        public let upper: Double
        /// How many statements there are, and how many of them were true.
        public let right: Proportion
        /// The mean of the probabilities with which they were made; nil without statements.
        public let meanProbability: Double?
    }

    /// Where bins begin and end.
    public static let edges = [0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99, 1]

    /// The bins, by rising probability, the empty ones too.
    public let bins: [Bin]

    /// Sorts statements, each with its probability and whether it was true, into bins.
    public init(_ statements: [(probability: Double, isTrue: Bool)]) {
        bins = zip(Self.edges, Self.edges.dropFirst()).map { lower, upper in
            let own = statements.filter {
                lower <= $0.probability && ($0.probability < upper || upper == 1)
            }
            let sum = own.reduce(0) { $0 + $1.probability }
            return Bin(
                lower: lower, upper: upper, right: Proportion(of: own, where: \.isTrue),
                meanProbability: own.isEmpty ? nil : sum / Double(own.count))
        }
    }

    /// The expected calibration error, 0 to 1; nil without statements.
    ///
    /// The mean over all statements of how far the share of true ones in their bin lies from the bin's
    /// mean probability. Source: Naeini, Cooper, Hauskrecht, Obtaining well calibrated probabilities
    /// using Bayesian binning, AAAI 2015.
    public var expectedCalibrationError: Double? {
        let count = bins.reduce(0) { $0 + $1.right.whole }
        guard count > 0 else { return nil }
        return bins.reduce(0) { sum, bin in
            guard let share = bin.right.share, let mean = bin.meanProbability else { return sum }
            return sum + Double(bin.right.whole) / Double(count) * abs(share - mean)
        }
    }
}
