using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Platform.Grains.EventSourcing;
using Platform.Grains.Interfaces.Contracts;
using Platform.Storage;
using Platform.Storage.Journal;
using Platform.Tests.Storage.Contract;
using static Platform.Tests.Storage.Contract.Appends;

namespace Platform.Tests.Storage.Journal;

/// <summary>What is personal is closed, and settings that cannot keep it so are refused.</summary>
public sealed class EncryptionTests(SqliteFolder database) : IClassFixture<SqliteFolder>
{
    [Fact]
    public async Task NothingPersonalIsInTheFiles()
    {
        const string Canary = "canary-Zoé-0612345678";
        await using (var house = await ((IDatabase)database).Open())
        {
            var (town, ada) = (Town(), Someone());
            await house.Journal.Commits(Contact(town, ada, 0, said: Canary) with { Answer = Bytes(Canary), Snapshot = Bytes(Canary) });
        }
        foreach (var file in System.IO.Directory.GetFiles(database.Folder))
            Assert.Equal(-1, (await File.ReadAllBytesAsync(file)).AsSpan().IndexOf(Encoding.UTF8.GetBytes("canary")));
    }

    [Fact]
    public void ASealedPartOpensInItsPlaceAlone()
    {
        var key = SealKey.New();
        var blob = key.Seal("here"u8, "Ada"u8);
        Assert.Equal("Ada"u8, key.Open("here"u8, blob));
        Assert.ThrowsAny<CryptographicException>(() => key.Open("there"u8, blob));
        Assert.ThrowsAny<CryptographicException>(() => SealKey.New().Open("here"u8, blob));
        blob[^1] ^= 1;
        Assert.ThrowsAny<CryptographicException>(() => key.Open("here"u8, blob));
    }

    [Fact]
    public void AMasterKeyIsChangedWithOverlap()
    {
        var (old, young) = (Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)), Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
        var (town, ada, key) = (Town(), Someone(), SealKey.New());
        var wrapped = MasterKeys.Read(old, []).Wrap(town, ada, key);
        Assert.Equal(key.Bytes, MasterKeys.Read(young, [old]).Unwrap(town, ada, wrapped).Bytes);
        Assert.Throws<CryptographicException>(() => MasterKeys.Read(young, []).Unwrap(town, ada, wrapped));
        Assert.ThrowsAny<CryptographicException>(() => MasterKeys.Read(old, []).Unwrap(town, Someone(), wrapped));
    }

    [Fact]
    public void KeysInUseAreBounded()
    {
        var (cache, town) = (new SealKeyCache(generation: 10), Town());
        var citizens = Enumerable.Range(0, 100).Select(_ => Someone()).ToList();
        foreach (var citizen in citizens)
        {
            cache.Keep(town, citizen, SealKey.New());
            Assert.NotNull(cache.Find(town, citizens[0]));
        }
        Assert.InRange(citizens.Count(citizen => cache.Find(town, citizen) is not null), 1, 20);
    }

    [Theory]
    [InlineData("Oracle", "folder", JournalHost.MasterKey, "Journal:Provider")]
    [InlineData("Sqlite", "", JournalHost.MasterKey, "Journal:Folder")]
    [InlineData("Sqlite", "folder", "", "Journal:MasterKey")]
    [InlineData("Sqlite", "folder", "c2hvcnQ=", "Journal:MasterKey")]
    [InlineData("Sqlite", "folder", "not base64", "Journal:MasterKey")]
    [InlineData("Postgres", "folder", JournalHost.MasterKey, "Journal:ConnectionString")]
    public void ASettingThatIsWrongIsNamed(string provider, string folder, string key, string named)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Journal:Provider"] = provider, ["Journal:Folder"] = folder, ["Journal:MasterKey"] = key,
        }).Build();
        Assert.Contains(named, Assert.Throws<InvalidOperationException>(() => new ServiceCollection().AddStorage(configuration)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFolderThatAnotherUsesIsRefusedAndTakenOnceItIsFree()
    {
        using var folder = new Folder();
        var first = await JournalHost.Open(("Provider", "Sqlite"), ("Folder", folder.Path));
        await using var second = await JournalHost.Start(("Provider", "Sqlite"), ("Folder", folder.Path));
        Assert.Contains("another process", second.Health.Trouble, StringComparison.Ordinal);
        await Assert.ThrowsAsync<JournalUnavailableException>(async () => await second.Journal.Load(Someone().Stream(Town())));
        await first.DisposeAsync();
        await second.Health.Ready.WaitAsync(TimeSpan.FromSeconds(30));
        await second.Journal.Commits(Contact(Town(), Someone(), 0));
    }

    sealed class Folder : IDisposable
    {
        public string Path { get; } = System.IO.Directory.CreateTempSubdirectory("platform-sqlite-").FullName;

        public void Dispose() => System.IO.Directory.Delete(Path, recursive: true);
    }
}
