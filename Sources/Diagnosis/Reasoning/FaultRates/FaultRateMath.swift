#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif
import NoisyOr

/// What diagnosers of rates need beside the engine.
enum FaultRateMath {
    static func logarithm(_ value: Double) -> Double { log(value) }

    /// The largest value of odds that is reported: beyond it they say nothing and may be infinite.
    static let oddsLimit = 1e300

    /// Odds from their logarithm, finite and above 0.
    static func odds(_ logarithm: Double) -> Double {
        guard !logarithm.isNaN else { return 1 }
        return min(max(exp(logarithm), 1 / oddsLimit), oddsLimit)
    }

    /// Calls the engine, whose errors become those of reasoning.
    static func engine<Result>(
        _ body: () throws(NoisyOrError) -> Result
    ) throws(ReasoningError) -> Result {
        do throws(NoisyOrError) {
            return try body()
        } catch {
            throw .inference(error.description)
        }
    }
}
