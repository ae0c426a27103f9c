import Foundation

/// The time of the machine.
public enum WallClock {
    /// The milliseconds since 1970.
    public static var milliseconds: Int64 { Int64(Date().timeIntervalSince1970 * 1_000) }
}
