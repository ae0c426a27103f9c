/// One format's way from compressed bytes to the bytes themselves, a piece at a time.
protocol StreamDecoder: AnyObject {
    /// The format it reads.
    var format: CompressionFormat { get }
    /// Whether the input may end here: everything that was begun is complete.
    var isComplete: Bool { get }

    /// Decompresses from the start of the input until input or room for output is used up.
    ///
    /// Without input it gives what it still holds back.
    func decode(
        _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
    ) throws(DecodingFailure) -> DecodingStep
}

/// How far a decoder came in one step.
struct DecodingStep {
    /// Bytes of the input that were used.
    var consumed = 0
    /// Bytes that were written to the output.
    var produced = 0
}

/// Compressed data are damaged; the reason in the words of the library.
struct DecodingFailure: Error {
    let reason: String
    /// How far the decoder came before: these bytes are good.
    let step: DecodingStep
}
