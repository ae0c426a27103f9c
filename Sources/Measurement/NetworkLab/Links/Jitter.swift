import Foundation

/// How far the delay of a link is from its mean, over time: a stationary Gauss–Markov process.
///
/// Whenever a packet comes, its deviation is normal with the asked standard deviation σ. Deviations
/// of two packets that come a time h apart have the correlation exp(-h/τ) (Ornstein–Uhlenbeck),
/// with τ = 25 σ.
///
/// Independent deviations, which netem draws, cannot be had together with packets that keep their
/// order: where many packets come within σ, each waits for the latest of those before it, which
/// shifts the mean by more than σ and halves the spread. Delays on the Internet come from queues,
/// which change slowly and keep the order. For this process the packets that would overtake wait
/// for a Brownian motion of variance 2σ²/τ a unit of time to lose against the clock, by
/// σ²/τ = σ/25 in the mean (the mean maximum of such a motion with drift -1), however fast they come.
struct Jitter: Sendable {
    /// τ/σ: after how many standard deviations of time the deviation is another.
    static let correlationRatio = 25.0

    private var generator: SplitMix64
    /// The deviation in standard deviations at `last`.
    private var state = 0.0
    private var last: Int64?

    /// A process at its beginning.
    init(seed: UInt64) { generator = SplitMix64(seed: seed) }

    /// The deviation of a packet that comes at a time, in the unit of the standard deviation.
    ///
    /// - Parameters:
    ///   - now: nanoseconds, not before those of the last call.
    ///   - standardDeviation: nanoseconds, positive.
    mutating func deviation(at now: Int64, standardDeviation: Double) -> Double {
        var kept = 0.0
        if let last {
            kept = exp(-Double(max(0, now - last)) / (Self.correlationRatio * standardDeviation))
        }
        last = now
        state = kept * state + (1 - kept * kept).squareRoot() * normal()
        return state * standardDeviation
    }

    /// A standard normal number (Box and Muller, 1958).
    private mutating func normal() -> Double {
        let radius = (-2 * log(1 - Double.random(in: 0..<1, using: &generator))).squareRoot()
        return radius * cos(2 * .pi * Double.random(in: 0..<1, using: &generator))
    }
}
