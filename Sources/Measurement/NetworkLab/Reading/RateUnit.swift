/// The units in which scenario files give rates, after Linux's tc.
enum RateUnit: String, CaseIterable {
    case gigabits = "gbit"
    case megabits = "mbit"
    case kilobits = "kbit"
    case bits = "bit"

    /// How many bits a second one is.
    var bitsPerSecond: Double {
        switch self {
        case .gigabits: 1e9
        case .megabits: 1e6
        case .kilobits: 1e3
        case .bits: 1
        }
    }
}
