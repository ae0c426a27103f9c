/// Why observations, priors or settings cannot be used, and where that lies.
public enum NoisyOrError: Error, Sendable, Equatable {
    /// Two arrays that describe the same things differ in length.
    case unequalLengths(what: String, found: Int, expected: Int)
    /// The offsets do not ascend from 0 to the number of fault mentions.
    case brokenOffsets(observation: Int)
    /// More fault mentions or observations than 32-bit indices reach.
    case tooLarge(count: Int)
    /// A fault index that is negative or not below the number of faults.
    case unknownFault(index: Int, observation: Int)
    /// A fault that an observation names twice; its strengths cannot be told apart.
    case repeatedFault(index: Int, observation: Int)
    /// A strength that is not in (0, 1], or no number.
    case badStrength(Float, observation: Int)
    /// A weight that is not positive and finite, or no number.
    case badWeight(Double, observation: Int)
    /// A leak that is not in [0, 1), or no number.
    case badLeak(Double)
    /// A Beta distribution whose parameters are not positive and finite.
    case badDistribution(alpha: Double, beta: Double, fault: Int)
    /// A failure that names no fault, while the leak is 0: nothing could have caused it.
    case impossibleFailure(observation: Int)
    /// A setting outside its range.
    case badSetting(name: String, value: Double)
}

extension NoisyOrError: CustomStringConvertible {
    /// A sentence that says what is wrong and what to change.
    public var description: String {
        switch self {
        case .unequalLengths(let what, let found, let expected):
            "there are \(found) \(what) where \(expected) are expected"
        case .brokenOffsets(let observation):
            "the offsets of observation \(observation) do not ascend from 0 to the number of mentions"
        case .tooLarge(let count):
            "\(count) entries are more than one block can hold: use smaller blocks"
        case .unknownFault(let index, let observation):
            "observation \(observation) names fault \(index), which does not exist"
        case .repeatedFault(let index, let observation):
            "observation \(observation) names fault \(index) twice"
        case .badStrength(let strength, let observation):
            "a strength of observation \(observation) is \(strength): it must be above 0 and at most 1"
        case .badWeight(let weight, let observation):
            "the weight of observation \(observation) is \(weight): it must be positive and finite"
        case .badLeak(let leak):
            "the leak is \(leak): it must be at least 0 and below 1"
        case .badDistribution(let alpha, let beta, let fault):
            "Beta(\(alpha), \(beta)) of fault \(fault): both parameters must be positive and finite"
        case .impossibleFailure(let observation):
            "observation \(observation) failed and names no fault while the leak is 0: "
                + "set a leak above 0 or name what it depended on"
        case .badSetting(let name, let value):
            "\(name) is \(value), which is outside its range"
        }
    }
}
