/// A proxy that browsers are told to use.
public struct ForwardProxy: Sendable, Equatable {
    /// The TCP port.
    public var port: Int
    /// Whether it asks for a password.
    public var wantsPassword: Bool

    /// A proxy from its parts.
    public init(port: Int = 3128, wantsPassword: Bool = false) {
        self.port = port
        self.wantsPassword = wantsPassword
    }
}
