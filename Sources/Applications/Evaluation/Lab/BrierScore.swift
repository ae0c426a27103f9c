import NetworkLab

/// How far the probabilities of an answer were from what is true.
///
/// Source: Brier, Verification of forecasts expressed in terms of probability, Monthly Weather
/// Review 78, 1950.
public enum BrierScore {
    /// The score of the worst answer: all of the probability on what is false.
    public static let worst = 2.0

    /// The quadratic score Σ (p - o)² over the classes: 0 for certainty in the truth, 2 at worst.
    ///
    /// A class has the sum of its causes' probabilities. Where one device cannot tell the truth from
    /// causes of other classes, those classes are one outcome: an honest pair is neither punished for
    /// its even odds nor helped by chance. What is missing to 1, because causes below 0.0005 are not
    /// printed, is an outcome of its own that never happens: so nothing is gained by leaving out.
    ///
    /// - Parameters:
    ///   - explanations: the answer's, which exclude each other.
    ///   - truth: the right answer.
    public static func score(_ explanations: [WhyAnswer.Explanation], _ truth: Truth) -> Double {
        let merged = truth.classes
        // The classes that count as the truth are nil, which no answer can name.
        var probabilities = [String?: Double]()
        for explanation in explanations {
            let outcome = merged.contains(explanation.className) ? nil : explanation.className
            probabilities[outcome, default: 0] += explanation.probability
        }
        let missing = max(0, 1 - probabilities.values.reduce(0, +))
        let right = probabilities.removeValue(forKey: nil) ?? 0
        let wrong = probabilities.values.reduce(0) { $0 + $1 * $1 }
        return (1 - right) * (1 - right) + wrong + missing * missing
    }
}
