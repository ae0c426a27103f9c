#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif
import YAMLDocuments

/// Reads request logs into blocks of folded observations.
///
/// One task reads pieces of whole lines, several parse them, and the first merges what they make in the order
/// of the stream. So many pieces are under way that no task waits, and no more: memory is bounded however
/// slow the caller is. The blocks depend on the lines alone.
public struct RecordReader: Sendable {
    /// How logs are read.
    public let configuration: RecordConfiguration
    let families: UserAgentFamilies
    let hash: ByteHash

    /// A reader.
    ///
    /// - Throws: ``RecordError/browserRules(_:)`` where the program's own rules are damaged.
    public init(_ configuration: RecordConfiguration) throws(RecordError) {
        // A seed by chance, so that nobody can prepare names that collide; results do not depend on it.
        try self.init(configuration, seed: UInt64.random(in: .min ... .max))
    }

    init(_ configuration: RecordConfiguration, seed: UInt64) throws(RecordError) {
        self.configuration = configuration
        hash = ByteHash(seed: seed)
        if let families = configuration.families {
            self.families = families
            return
        }
        do throws(YAMLDocumentError) {
            families = try UserAgentFamilies.shipped()
        } catch {
            throw .browserRules(error)
        }
    }

    /// Reads logs one after the other as one stream of requests.
    ///
    /// A file that cannot be read, or not to its end, does not end the run: what was read counts, and the error is in the
    /// summary. A log that waits for more holds nobody up for longer than 100 ms.
    ///
    /// - Parameters:
    ///   - inputs: the logs.
    ///   - onReject: is given each line that is not counted, in the order of the stream.
    ///   - onProgress: is told after each piece.
    ///   - deliver: is given each block, in order; nothing is read on while several pieces wait for it.
    /// - Throws: ``RecordError`` where a file's format or a column cannot be found, `CancellationError`, and what
    ///   `deliver` throws.
    nonisolated(nonsending) public func read(
        _ inputs: [RecordInput], onReject: ((RejectedLine) -> Void)? = nil,
        onProgress: ((RecordProgress) -> Void)? = nil,
        deliver: (ObservationBlock) async throws -> Void
    ) async throws -> RecordSummary {
        var run = RecordRun(reader: self, onReject: onReject, onProgress: onProgress)
        for (index, input) in inputs.enumerated() {
            try Task.checkCancellation()
            do throws(RecordError) {
                try run.begin(input, index: index)
            } catch {
                run.summary.fileErrors.append(error)
                continue
            }
            try await run.readFile(deliver)
            if configuration.shouldStop() { break }
        }
        try await run.finish(deliver)
        return run.summary
    }

    /// The tasks that parse.
    var workers: Int {
        max(1, configuration.workers ?? Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
    }
}
