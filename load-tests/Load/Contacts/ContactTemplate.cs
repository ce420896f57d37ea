using System.Buffers.Text;
using System.Text;
using Platform.LoadTests.Checking;
using Platform.LoadTests.Platforms;

namespace Platform.LoadTests.Load.Contacts;

/// <summary>A contact as JSON whose few varying digits are overwritten in place, so that writing a request costs next to nothing.</summary>
sealed class ContactTemplate
{
    const string PersonDigits = "0000000";
    const string NumberDigits = "9999999";
    const string PhoneDigits = "+33639980000";

    readonly byte[] bytes;
    readonly int[] personOffsets;
    readonly int[] numberOffsets;
    readonly int phoneOffset;

    /// <summary>Builds the template.</summary>
    /// <param name="tenant">The tenant it is sent to.</param>
    /// <param name="run">The run's name, in the canaries.</param>
    /// <param name="withPhone">With a phone number beside the mail address.</param>
    /// <param name="sample">Channel, subject and body.</param>
    /// <param name="envelope">What precedes and follows the JSON, from its length in bytes.</param>
    public ContactTemplate(DemoTenant tenant, string run, bool withPhone, SampleContact sample, Func<int, (string Before, string After)> envelope)
    {
        var canary = new Canary(tenant.Id, run, int.Parse(NumberDigits, null));
        var json = $$"""
            {"citizen":{"name":"Jeanne Lefèvre","email":"habitant.{{PersonDigits}}@{{tenant.Id}}.example"{{(withPhone ? $",\"phone\":\"{PhoneDigits}\"" : "")}}},"channel":"{{sample.Channel}}","subject":"{{sample.Subject}} {{canary}}","body":"{{sample.Body}}","language":"fr"}
            """;
        var (before, after) = envelope(Encoding.UTF8.GetByteCount(json));
        bytes = Encoding.UTF8.GetBytes(before + json + after);
        personOffsets = OffsetsOf(PersonDigits);
        numberOffsets = OffsetsOf(NumberDigits);
        phoneOffset = withPhone ? OffsetsOf(PhoneDigits)[0] : -1;
    }

    /// <summary>The length in bytes of every contact written with it.</summary>
    public int Length => bytes.Length;

    /// <summary>Writes a contact.</summary>
    /// <param name="person">Who contacts: below 10 million.</param>
    /// <param name="number">The command's number: below 10 million.</param>
    /// <param name="to">At least <see cref="Length"/> long.</param>
    public void Write(int person, int number, Span<byte> to)
    {
        bytes.CopyTo(to);
        foreach (var at in personOffsets) WriteDigits(person, to.Slice(at, PersonDigits.Length));
        foreach (var at in numberOffsets) WriteDigits(number, to.Slice(at, NumberDigits.Length));
        if (phoneOffset >= 0) Encoding.ASCII.GetBytes(FictionalPhone.Of(person / DemoTenant.All.Count), to[phoneOffset..]);
    }

    static void WriteDigits(int value, Span<byte> to) => Utf8Formatter.TryFormat(value, to, out _, new('D', (byte)to.Length));

    int[] OffsetsOf(string text)
    {
        var pattern = Encoding.ASCII.GetBytes(text);
        return [.. Enumerable.Range(0, bytes.Length - pattern.Length).Where(offset => bytes.AsSpan(offset, pattern.Length).SequenceEqual(pattern))];
    }
}
