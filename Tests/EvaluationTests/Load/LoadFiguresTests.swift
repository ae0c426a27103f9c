import NIOCore
import Testing

@testable import Evaluation

@Suite("figures of a load study")
struct LoadFiguresTests {
    @Test("a request that is not answered counts as one that takes for ever")
    func unanswered() {
        let latencies = (1...98).map { Int32($0 * 1_000) }
        #expect(LatencySummary(latencies, of: 98).quantile(0.99) == 98)
        #expect(LatencySummary(latencies, of: 100).quantile(0.5) == 50)
        #expect(LatencySummary(latencies, of: 100).quantile(0.98) == 98)
        #expect(LatencySummary(latencies, of: 100).quantile(0.99) == nil)
        #expect(LatencySummary([], of: 0).quantile(0.5) == nil)
        #expect(LatencySummary(latencies.shuffled(), of: 98).longest == 98)
    }

    @Test("an answer is read whole however it comes in, and one after the other")
    func answers() throws {
        let text =
            "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\ncontent-length: 5\r\n\r\nhello"
            + "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 2\r\nConnection: close\r\n\r\nno"
            + "HTTP/1.1 204 No Content\r\n\r\n"
        var reader = HTTPAnswerReader()
        var answers = [HTTPAnswer]()
        for byte in text.utf8 {
            var buffer = ByteBuffer(bytes: [byte])
            if let answer = try reader.take(&buffer) { answers.append(answer) }
        }
        #expect(answers.map(\.status) == [200, 503, 204])
        #expect(answers.map { String(buffer: $0.body) } == ["hello", "no", ""])
        #expect(answers.map(\.closes) == [false, true, false])
        #expect(answers[0].contains("ell"))
        #expect(answers[0].contains("lo"))
        #expect(!answers[0].contains("hellos"))
    }

    @Test("what is no answer is refused", arguments: ["HTTP/1.1 200 OK\r\n\r\n", "what\r\n\r\n"])
    func malformed(text: String) {
        var reader = HTTPAnswerReader()
        var buffer = ByteBuffer(string: text)
        #expect(throws: HTTPAnswerReader.Malformed.self) { _ = try reader.take(&buffer) }
    }
}
