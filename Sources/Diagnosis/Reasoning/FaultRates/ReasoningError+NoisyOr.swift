import NoisyOr

extension ReasoningError {
    /// Calls the engine of fault rates, whose errors become those of reasoning.
    static func inferring<Result>(
        _ body: () throws(NoisyOrError) -> Result
    ) throws(ReasoningError) -> Result {
        do throws(NoisyOrError) {
            return try body()
        } catch {
            throw .inference(error.description)
        }
    }
}
