/// Why an advertisement is not believed.
public enum AdvertisementRefusal: Hashable, Sendable {
    /// The service has no name, or one with control characters.
    case badServiceID
    /// The agent's URI is not one of http or https with a host.
    case badAgentURI(String)
    /// It speaks for another agent than the one that sent it.
    case foreignAgent(claimed: String, sender: String)
    /// It was defined too long ago or in the future: a clock is wrong.
    case timeOff(milliseconds: Int64)
    /// The cost is negative, not a number, or its bound lies below what is expected.
    case badCost(Double)
    /// It claims more than anybody gives for nothing.
    case tooMuchForFree(outputs: Int)
    /// It lists more than a limit.
    case tooMany(what: String, limit: Int)
    /// A property path is empty or too long.
    case badPath(String)
    /// A restriction that no value can meet.
    case badIndex(String)
}

extension AdvertisementRefusal: CustomStringConvertible {
    /// Why, and what the agent can do.
    public var description: String {
        switch self {
        case .badServiceID: "the service needs a name of 1 to 256 printable bytes"
        case .badAgentURI(let text):
            "\(text.prefix(80)) is not an http or https address under which an agent takes messages"
        case .foreignAgent(let claimed, let sender):
            "the service is that of \(claimed.prefix(80)), the sender is \(sender.prefix(80))"
        case .timeOff(let milliseconds):
            "the service was defined \(abs(milliseconds / 1000)) s "
                + (milliseconds > 0 ? "in the future" : "ago") + ": check the clock"
        case .badCost(let cost): "the cost \(cost) is impossible"
        case .tooMuchForFree(let outputs):
            "\(outputs) outputs for nothing are not believed: state a cost"
        case .tooMany(let what, let limit): "more than \(limit) \(what)"
        case .badPath(let path): "the property path '\(path.prefix(80))' is empty or too long"
        case .badIndex(let path): "the restriction on \(path.prefix(80)) divides by zero"
        }
    }
}
