/// What a program has to know to go on where it was: its state, and how far into its input that goes.
public struct KeptState: Sendable, Equatable {
    /// What wrote it and in which form, as in `service-events 1`; another one cannot be resumed.
    public var form: String
    /// How far the input was taken in, as text that the writer understands.
    public var position: String
    /// The state.
    public var content: [UInt8]

    /// A state.
    public init(form: String, position: String, content: [UInt8]) {
        self.form = form
        self.position = position
        self.content = content
    }
}
