#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif
import NoisyOr
import NumericKernels

/// The synthetic experiment of Platt, Kıcıman and Maltz (2007), section 4.1.
///
/// Fault rates from a prior, connections at random with strengths from U(0, 1), outcomes from the
/// model itself.
struct SyntheticRates: Sendable {
    /// The numbers of the paper; it does not state the leak.
    struct Configuration: Sendable {
        var faults = 2000
        var prior = BetaDistribution(alpha: 5e-3, beta: 1)
        var edgeProbability = 5e-3
        var observations = 100_000
        var leak = 1e-3

        init() {}
    }

    let configuration: Configuration
    /// The rate that each fault was drawn with.
    let rates: [Double]
    let patterns: ObservationPatterns

    init(seed: UInt64, configuration: Configuration = Configuration()) throws {
        self.configuration = configuration
        var chance = Xoshiro256(seed: seed)
        let rates = (0..<configuration.faults).map { _ in chance.beta(configuration.prior) }
        var failed: [Bool] = []
        var offsets: [Int32] = [0]
        var faults: [Int32] = []
        var strengths: [Float] = []
        let logAbsence = log1p(-configuration.edgeProbability)
        for _ in 0..<configuration.observations {
            var survival = 1 - configuration.leak
            var fault = -1
            while true {
                // The gap to the next connection is geometric.
                fault += 1 + Int(log(chance.positiveUniform()) / logAbsence)
                guard fault < configuration.faults else { break }
                let strength = Float(chance.positiveUniform())
                faults.append(Int32(fault))
                strengths.append(strength)
                survival *= 1 - Double(strength) * rates[fault]
            }
            failed.append(chance.uniform() >= survival)
            offsets.append(Int32(faults.count))
        }
        self.rates = rates
        patterns = try ObservationPatterns(
            faultCount: configuration.faults, leak: configuration.leak, failed: failed,
            offsets: offsets, faults: faults, strengths: strengths)
    }
}
