using System.Buffers.Text;
using System.Text;
using Platform.LoadTests.Checking;
using Platform.LoadTests.Platforms;

namespace Platform.LoadTests.Load.Contacts;

/// <summary>A contact as JSON, whose few varying digits are written over in place: making a request costs next to nothing.</summary>
sealed class Template
{
    const string Person = "0000000";
    const string Number = "9999999";
    const string Phone = "+33639980000";

    readonly byte[] bytes;
    readonly int[] people;
    readonly int[] numbers;
    readonly int phone;

    /// <summary>Makes one.</summary>
    /// <param name="tenant">Whose contacts.</param>
    /// <param name="run">Of the marks.</param>
    /// <param name="phones">With a phone number, or with a mail alone.</param>
    /// <param name="matter">What it is about.</param>
    /// <param name="around">What stands before and after the JSON, from its length in bytes.</param>
    public Template(Tenant tenant, string run, bool phones, Matter matter, Func<int, (string Before, string After)> around)
    {
        var mark = new Mark(tenant.Id, run, int.Parse(Number, null));
        var json = $$"""
            {"citizen":{"name":"Jeanne Lefèvre","email":"habitant.{{Person}}@{{tenant.Id}}.example"{{(phones ? $",\"phone\":\"{Phone}\"" : "")}}},"channel":"{{matter.Channel}}","subject":"{{matter.Subject}} {{mark}}","body":"{{matter.Body}}","language":"fr"}
            """;
        var (before, after) = around(Encoding.UTF8.GetByteCount(json));
        bytes = Encoding.UTF8.GetBytes(before + json + after);
        people = Find(Person);
        numbers = Find(Number);
        phone = phones ? Find(Phone)[0] : -1;
    }

    /// <summary>How long a contact is, always.</summary>
    public int Length => bytes.Length;

    /// <summary>Writes one.</summary>
    /// <param name="person">Who contacts: below 10 million.</param>
    /// <param name="number">Of the command: below 10 million.</param>
    /// <param name="to">At least <see cref="Length"/> long.</param>
    public void Write(int person, int number, Span<byte> to)
    {
        bytes.CopyTo(to);
        foreach (var at in people) Digits(person, to.Slice(at, Person.Length));
        foreach (var at in numbers) Digits(number, to.Slice(at, Number.Length));
        if (phone >= 0) Encoding.ASCII.GetBytes(FictionalPhone.Of(person / Tenant.All.Count), to[phone..]);
    }

    static void Digits(int value, Span<byte> to) => Utf8Formatter.TryFormat(value, to, out _, new('D', (byte)to.Length));

    int[] Find(string text)
    {
        var sought = Encoding.ASCII.GetBytes(text);
        return [.. Enumerable.Range(0, bytes.Length - sought.Length).Where(at => bytes.AsSpan(at, sought.Length).SequenceEqual(sought))];
    }
}
