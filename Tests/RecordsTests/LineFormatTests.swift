import Foundation
import Testing

@testable import Records

@Suite("Lines of logs")
struct LineFormatTests {
    private func fields(
        _ line: String, _ parser: LineParser, count: Int
    ) -> (fields: [String], reason: RejectReason?) {
        withSlice(line) { line in
            var slices = [ByteSlice](repeating: line.prefix(0), count: count)
            return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: line.count + 1) { room in
                guard let scratch = room.baseAddress else { return ([], nil) }
                let reason = slices.withUnsafeMutableBufferPointer {
                    parser.parse(line, into: $0, scratch: scratch)
                }
                return (slices.map { String(decoding: $0.buffer, as: UTF8.self) }, reason)
            }
        }
    }

    private func combined(_ line: String) -> (fields: [String: String], reason: RejectReason?) {
        let columns = CombinedLine.columns
        let (values, reason) = fields(line, .combined(hasHost: false), count: columns.count)
        return (Dictionary(uniqueKeysWithValues: zip(columns, values)), reason)
    }

    @Test("the parts of a combined line are found, escapes and blanks included")
    func combinedParts() {
        let (fields, reason) = combined(
            #"2001:db8::1 - Bob [B] "x" [17/May/2015:10:05:03 +0000] "GET /a b\"c HTTP/1.1" 200 - "#
                + #""-" "an \"agent\" \\" "more" 0.004"#)
        #expect(reason == nil)
        #expect(fields["client"] == "2001:db8::1")
        #expect(fields["user"] == #"Bob [B] "x""#)
        #expect(fields["time"] == "17/May/2015:10:05:03 +0000")
        #expect(fields["method"] == "GET")
        #expect(fields["url"] == #"/a b\"c"#)
        #expect(fields["protocol"] == "HTTP/1.1")
        #expect(fields["status"] == "200")
        #expect(fields["bytes"] == "-")
        #expect(fields["agent"] == #"an \"agent\" \\"#)
    }

    @Test(
        "a request of another form has no URL, and its line counts",
        arguments: [#"\x16\x03\x01"#, "", "-", "GET"])
    func strangeRequests(request: String) {
        let (fields, reason) = combined(
            "a - - [17/May/2015:10:05:03 +0000] \"\(request)\" 400 0")
        #expect(reason == nil)
        #expect(fields["url"] == "")
        #expect(fields["request"] == request)
        #expect(fields["status"] == "400")
    }

    @Test("a request without protocol (HTTP/0.9) has a URL")
    func oldRequest() {
        let (fields, _) = combined("a - - [17/May/2015:10:05:03 +0000] \"GET /x\" 200 1")
        #expect(fields["url"] == "/x")
        #expect(fields["protocol"] == "")
    }

    @Test(
        "lines without the parts of the format are rejected",
        arguments: [
            ("a - -", .form), ("a - - [17/May/2015:10:05:03 +0000]", .form),
            ("a - - [17/May/2015:10:05:03 +0000] \"GET / HTTP/1.1", .quote),
            ("a - - [17/May/2015:10:05:03 +0000] \"GET / HTTP/1.1\\\" 200 5", .quote),
            ("a - - [17/May/2015:10:05:03 +0000] \"GET / HTTP/1.1\" 200", .form),
            ("a - - [17/May/2015:10:05:03 +0000] \"GET / HTTP/1.1\"", .form),
            ("a - - 17/May/2015:10:05:03 +0000 \"GET / HTTP/1.1\" 200 5", .form),
            (" - - [17/May/2015:10:05:03 +0000] \"GET / HTTP/1.1\" 200 5", .form),
            ("a - - [17/May/2015:10:05:03 +0000] \"GET /\" 200 5 \"-\" \"x", .quote),
        ] as [(String, RejectReason)])
    func unfit(line: String, reason: RejectReason) {
        #expect(combined(line).reason == reason)
    }

    @Test("values of wanted keys are found in JSON, nested ones with dots, and escapes are undone")
    func json() {
        let keys = ["a", "b.c", "b.d.e", "x.y", "n", "t", "none", "list", "last"]
        let (values, reason) = fields(
            #" { "z" : [1,{"a":"no"},"]"], "a":"\"q\"\\\/\n\u00e9\ud83d\ude00\ud800\x41", "#
                + #""b":{"c":"1","z":{"e":"no"},"d":{"e":"deep"}},"x.y":"flat","n":-1.5e3,"t":true,"#
                + #""none":null,"list":[1],"last":"1","last":"2"}  "#,
            .json(JSONLine(keys: keys)), count: keys.count)
        #expect(reason == nil)
        #expect(
            values == [
                "\"q\"\\/\n\u{e9}\u{1f600}\u{fffd}A", "1", "deep", "flat", "-1.5e3", "true", "", "",
                "2",
            ])
    }

    @Test(
        "what is no JSON object is rejected",
        arguments: [
            "", "[]", "1", "{", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{\"a\":1}x", "{a:1}",
            "{\"a\":\"x}", "{\"a\":\"\\q\"}", "{\"a\":tru}", "{\"a\":+1}", "{\"b\":[1,2}",
            "{\"a\":\"\\u12\"}",
        ])
    func noJSON(line: String) {
        #expect(fields(line, .json(JSONLine(keys: ["a"])), count: 1).reason == .json)
    }

    @Test("JSON nested deeper than the limit is rejected")
    func deep() {
        func nested(_ depth: Int) -> String {
            "{\"b\":" + String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
                + "}"
        }
        let parser = LineParser.json(JSONLine(keys: ["a"]))
        #expect(fields(nested(20), parser, count: 1).reason == nil)
        #expect(fields(nested(100_000), parser, count: 1).reason == .json)
    }

    @Test("what Foundation takes for an object of texts is taken, and the texts are the same")
    func jsonAgreement() throws {
        var generator = SeededGenerator(state: 31)
        let alphabet: [Character] = Array("ab\"\\/\n\t{}[]:, é😀\u{7f}\u{1}")
        for _ in 0..<500 {
            func text() -> String {
                let count = Int.random(in: 0..<12, using: &generator)
                let letters = (0..<count).map { _ in alphabet.randomElement(using: &generator) }
                return String(letters.compactMap { $0 })
            }
            let (value, other) = (text(), text())
            let data = try JSONSerialization.data(
                withJSONObject: ["k": value, "m": ["k": other], "o": [other, 1]],
                options: Bool.random(using: &generator) ? [.sortedKeys] : [])
            let (values, reason) = fields(
                String(decoding: data, as: UTF8.self), .json(JSONLine(keys: ["k", "m.k"])),
                count: 2)
            #expect(reason == nil)
            #expect(values == [value, other])
        }
    }

    @Test("values between commas may be quoted, and doubled quotation marks are one")
    func delimited() {
        let parser = LineParser.delimited(
            DelimitedLine(separator: 0x2c, fields: [0, -1, 1, 2]))
        let (values, reason) = fields(#""a, ""b""",skip,,"c""#, parser, count: 3)
        #expect(reason == nil)
        #expect(values == [#"a, "b""#, "", "c"])
        for (line, reason): (String, RejectReason) in [
            ("a,b,c", .columns), ("a,b,c,d,e", .columns), (#""a,b,c,d"#, .quote),
            (#""a"x,b,c,d"#, .quote), (#""a""#, .columns),
        ] {
            #expect(fields(line, parser, count: 3).reason == reason, "\(line)")
        }
    }

    @Test(
        "the format is told by the first lines",
        arguments: [
            ("# remark\n\n0 a\n1 b\n", .observations), ("1\n", .observations),
            ("{\"a\":1}\nrubbish\n", .json),
            ("a,b\n1,2\n", .csv), ("a;b\n1;2\n", .csv), ("status\ttime\n0\t1\n", .tsv),
            ("1.2.3.4 - - [17/May/2015:10:05:03 +0000] \"GET /\" 200 5\n", .combined),
            ("h:80 1.2.3.4 - x y [17/May/2015:10:05:03 +0000] \"GET /\" 200 5\n", .hostCombined),
            ("1.2.3.4 - x y [17/May/2015:10:05:03 +0000] \"GET /\" 200 5\n", .combined),
            ("some words\n", nil), ("1,2\n3,4\n", nil), ("", nil),
        ] as [(String, LogFormat?)])
    func detection(text: String, format: LogFormat?) {
        withSlice(text) { whole in
            let lines = whole.buffer.split(separator: 0x0a, omittingEmptySubsequences: false)
            let slices = lines.map { line in
                ByteSlice(whole.start + line.startIndex, count: line.count)
            }
            #expect(LogFormat.detect(slices) == format)
        }
    }

    @Test(
        "a word's strength is a decimal fraction behind its last colon",
        arguments: [
            ("as:7018", "as:7018", 1), ("as:7018:0.5", "as:7018", 0.5), ("x", "x", 1),
            ("x:1.0", "x", 1), ("x:1", "x:1", 1), ("x:1.5", "x:1.5", 1), ("x:.25", "x", 0.25),
            ("n:10.0.0.0/8", "n:10.0.0.0/8", 1), ("n:10.0.0.1", "n:10.0.0.1", 1),
            (":0.5", ":0.5", 1), ("x:0.5:0.5", "x:0.5", 0.5),
        ] as [(String, String, Float)])
    func strengths(word: String, name: String, strength: Float) throws {
        try withSlice(word) { slice in
            let fault = try #require(ObservationLine.fault(slice))
            #expect(String(decoding: fault.name.buffer, as: UTF8.self) == name)
            #expect(fault.strength == strength)
        }
        #expect(withSlice("x:0.0") { ObservationLine.fault($0) == nil })
    }
}
