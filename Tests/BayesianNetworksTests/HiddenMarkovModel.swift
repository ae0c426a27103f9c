import Foundation

/// A hidden Markov model with the forward-backward recursions: a second method for dynamic networks.
///
/// Lawrence R. Rabiner, A tutorial on hidden Markov models and selected applications in speech
/// recognition, 1989, section III, with the distributions scaled to one.
struct HiddenMarkovModel {
    var initial: [Double]
    /// P(next | now), a row a state.
    var transition: [[Double]]

    struct Answer {
        var filtered: [[Double]] = []
        var smoothed: [[Double]] = []
        var logLikelihood = 0.0
    }

    /// - Parameter likelihoods: P(what was seen at that time | state), ones where nothing was.
    func answer(_ likelihoods: [[Double]]) -> Answer {
        var answer = Answer()
        for (time, likelihood) in likelihoods.enumerated() {
            let prior = time == 0 ? initial : step(answer.filtered[time - 1])
            let (distribution, mass) = Self.normalised(zip(prior, likelihood).map(*))
            answer.filtered.append(distribution)
            answer.logLikelihood += log(mass)
        }
        var backward = [Double](repeating: 1, count: initial.count)
        answer.smoothed = answer.filtered
        for time in likelihoods.indices.reversed() {
            answer.smoothed[time] = Self.normalised(zip(answer.filtered[time], backward).map(*)).0
            let weighted = zip(backward, likelihoods[time]).map(*)
            backward =
                Self.normalised(
                    transition.map { row in zip(row, weighted).map(*).reduce(0, +) }
                ).0
        }
        return answer
    }

    /// The distribution one step later.
    func step(_ distribution: [Double]) -> [Double] {
        initial.indices.map { next in
            initial.indices.map { distribution[$0] * transition[$0][next] }.reduce(0, +)
        }
    }

    private static func normalised(_ values: [Double]) -> ([Double], Double) {
        let sum = values.reduce(0, +)
        return (values.map { $0 / sum }, sum)
    }
}
