import DMEP

/// Throws damaged documents at the codec and watches what comes of it.
///
/// Whatever is read must be written and read again as the same, in both formats; everything else must be
/// refused with a reason. Crashes and hangs end the process that runs it; that they did not happen is what a
/// finished report says.
public struct DocumentFuzzer: Sendable {
    /// What was thrown and what came of it.
    public struct Report: Hashable, Sendable {
        /// The documents thrown.
        public var documents = 0
        /// The bytes in them.
        public var bytes = 0
        /// The documents that were read in spite of the damage.
        public var accepted = 0
        /// The documents that were refused, by kind of error.
        public var refused = [String: Int]()
        /// The first document that broke a rule.
        public var offence: Offence?

        /// Makes an empty report.
        public init() {}
    }

    /// A document that was read and not given back as the same.
    public struct Offence: Hashable, Sendable {
        /// The number of the document, from 0; seed and number tell which it was.
        public var document: Int
        /// The format that it came in.
        public var format: DocumentFormat
        /// The document.
        public var bytes: [UInt8]
        /// What was wrong.
        public var reason: String
    }

    /// The codec that is tried.
    public var codec: DocumentCodec
    /// What the damage depends on.
    public var seed: UInt64

    /// Makes a fuzzer.
    public init(codec: DocumentCodec = DocumentCodec(), seed: UInt64 = 1) {
        self.codec = codec
        self.seed = seed
    }

    /// Throws `count` documents; every type of document and message in turn, in both formats.
    ///
    /// - Returns: what came of them, up to the first offence.
    public func run(count: Int) -> Report {
        var report = Report()
        var mutator = DocumentMutator(seed: seed)
        let samples = DocumentFormat.allCases.map { format in
            (format, DocumentSamples.all.map { codec.encode($0, as: format) })
        }
        while report.documents < count, report.offence == nil {
            let (format, texts) = samples[report.documents % samples.count]
            let turn = report.documents / samples.count
            let other = texts[(turn / texts.count + turn) % texts.count]
            let bytes = mutator.mutate(texts[turn % texts.count], splicing: other)
            report.bytes += bytes.count
            do {
                let document = try codec.decode(bytes, as: format)
                report.accepted += 1
                if let reason = offence(of: document) {
                    report.offence = Offence(
                        document: report.documents, format: format, bytes: bytes, reason: reason)
                }
            } catch {
                report.refused[error.kind, default: 0] += 1
            }
            report.documents += 1
        }
        return report
    }

    /// What is wrong with a document that was read; nil when nothing is.
    private func offence(of document: Document) -> String? {
        for format in DocumentFormat.allCases {
            let bytes = codec.encode(document, as: format)
            do {
                let again = try codec.decode(bytes, as: format)
                if again != document { return "it comes back from \(format) as another" }
                if codec.encode(again, as: format) != bytes {
                    return "it is written in two ways as \(format)"
                }
            } catch DocumentError.tooLarge {
                // One format may need more room than the other.
                continue
            } catch {
                return "it is refused as \(format): \(error)"
            }
        }
        return nil
    }
}

extension DocumentError {
    /// The kind of error in a word, for counting.
    fileprivate var kind: String {
        switch self {
        case .notWellFormed: "not well-formed"
        case .declaresEntities: "declares entities"
        case .tooLarge: "too large"
        case .unexpected: "unexpected"
        case .missing: "missing"
        case .invalid: "invalid"
        }
    }
}
