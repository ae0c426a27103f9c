import DMEP
import Testing

@Suite("What is written is read back equal")
struct RoundTripTests {
    private let codec = DocumentCodec()

    @Test("random documents of every type come back equal", arguments: DocumentFormat.allCases)
    func random(format: DocumentFormat) throws {
        var random = RandomDocuments(seed: 1)
        for _ in 0..<2_000 {
            let document = random.document()
            try DocumentValidation().check(document)
            let bytes = codec.encode(document, as: format)
            let read = try codec.decode(bytes, as: format)
            guard read == document else {
                Issue.record("\(String(decoding: bytes, as: UTF8.self))")
                return
            }
            #expect(codec.encode(read, as: format) == bytes)
        }
    }

    @Test(
        "documents of the thesis come back equal from both formats",
        arguments: FixtureFiles.names, DocumentFormat.allCases)
    func thesis(name: String, format: DocumentFormat) throws {
        let document = try FixtureFiles.document(name)
        let bytes = codec.encode(document, as: format)
        #expect(try codec.decode(bytes, as: format) == document)
    }

    @Test("many tasks may read and write at once")
    func concurrent() async throws {
        let codec = codec
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for seed in 0..<16 {
                group.addTask {
                    var random = RandomDocuments(seed: UInt64(seed))
                    return try (0..<50).allSatisfy { _ in
                        let document = random.document()
                        let bytes = codec.encode(document, as: .xml)
                        let damaged = Array(bytes.dropLast(seed + 1))
                        _ = try? codec.decode(damaged, as: .xml)
                        return try codec.decode(bytes, as: .xml) == document
                    }
                }
            }
            for try await isEqual in group { #expect(isEqual) }
        }
    }
}
