/// What is known of a kept state without reading it: what wrote it, and how far its input was taken in.
public struct KeptState: Sendable, Equatable {
    /// What wrote it and in which form, as in `service-events 1`; another one cannot be resumed.
    public var form: String
    /// How far the input was taken in, as text that the writer understands.
    public var position: String

    /// What is known of a state.
    public init(form: String, position: String) {
        self.form = form
        self.position = position
    }
}
