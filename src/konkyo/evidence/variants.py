"""Old and new, traditional and simplified forms of one Han character.

Two texts that agree only after this folding go to a person: 後 and 后, 乾 and 干 are one class here and two words in
some contexts. Each group of the table lists forms of one character: Japanese old and new forms (Tōyō kanji list of
1949) and Chinese traditional and simplified ones (General List of Simplified Chinese Characters, 1986), the commoner
ones in law and technology.
"""

from __future__ import annotations

_GROUPS = """
亞亜亚 惡悪恶 壓圧压 圍囲围 醫医 壹壱 隱隠隐 榮栄荣 營営营 衞衛卫 驛駅驿 圓円圆 鹽塩盐 緣縁缘 應応应 歐欧 毆殴
櫻桜樱 奧奥 橫横 溫温 穩穏稳 假仮 價価价 禍祸 畫画 會会 壞壊坏 懷懐怀 繪絵绘 擴拡扩 殼殻壳 覺覚觉 學学 嶽岳 樂楽乐
勸勧劝 卷巻 寬寛宽 歡歓欢 罐缶 觀観观 關関关 陷陥 顏顔颜 氣気气 歸帰归 龜亀龟 僞偽伪 戲戯戏 犧犠牺 舊旧 據拠据
擧挙举 峽峡 狹狭 鄕郷乡 曉暁晓 區区 驅駆驱 勳勲勋 徑径 惠恵 溪渓 經経经 繼継继 莖茎 螢蛍萤 輕軽轻 鷄鶏鸡 藝芸艺
缺欠 儉倹俭 劍剣剑 圈圏 檢検检 權権权 獻献 縣県县 險険险 顯顕显 驗験验 嚴厳严 效効 廣広广 恆恒 鑛鉱矿 號号 國国
黑黒 濟済济 碎砕 齋斎斋 劑剤剂 雜雑杂 參参 慘惨 棧桟栈 蠶蚕 贊賛赞 殘残 絲糸丝 齒歯齿 兒児儿 辭辞 濕湿 實実实 舍舎
寫写 釋釈释 壽寿 收収 從従从 澁渋涩 獸獣兽 縱縦纵 肅粛肃 處処处 緖緒绪 敍叙 將将 稱称 燒焼烧 證証证 奬奨奖 條条
狀状 乘乗 淨浄净 剩剰 疊畳叠 繩縄绳 壤壌 孃嬢 讓譲让 釀醸酿 觸触 囑嘱 眞真 寢寝 愼慎 盡尽 圖図图 粹粋 醉酔 穗穂
隨随 髓髄 樞枢 數数 瀨瀬 聲声 靜静 齊斉齐 攝摂摄 竊窃 專専专 戰戦战 淺浅 潛潜 纖繊纤 踐践 錢銭钱 禪禅 曾曽 雙双
壯壮 搜捜 插挿 爭争 總総总 聰聡聪 莊荘庄 裝装 騷騒骚 增増 臟臓脏 藏蔵 卽即 屬属 續続续 墮堕 體体 對対对 帶帯带 滯滞
臺台 瀧滝 擇択择 澤沢泽 單単单 擔担 膽胆 團団团 彈弾弹 斷断 癡痴 遲遅迟 晝昼 蟲虫 鑄鋳铸 廳庁厅 聽聴听 敕勅 鎭鎮镇
遞逓递 鐵鉄铁 轉転转 點点 傳伝传 黨党 盜盗 燈灯 當当 鬪闘斗 德徳 獨独 讀読读 屆届 貳弐 惱悩恼 腦脳脑 霸覇 廢廃废
拜拝 賣売卖 麥麦 發発发 髮髪发 拔抜 蠻蛮 祕秘 濱浜滨 甁瓶 拂払 佛仏 變変变 邊辺边 辨弁 辯弁辩 瓣弁 步歩 寶宝 豐豊丰
沒没 萬万 滿満满 默黙 彌弥 譯訳译 藥薬药 與与 豫予 餘余 譽誉 搖揺摇 樣様样 謠謡谣 遙遥 來来 賴頼赖 亂乱 覽覧览
龍竜龙 兩両两 獵猟猎 綠緑绿 壘塁垒 勵励 禮礼 隸隷 靈霊灵 齡齢龄 戀恋 爐炉 勞労劳 樓楼 錄録录 灣湾 回囘 業业 東东
絲丝 嚴严 個个 豐丰 臨临 為爲为 麗丽 舉举 義义 烏乌 書书 買买 億亿 僅仅 從从 倉仓 儀仪 們们 優优 傷伤 倫伦 偉伟
側侧 償偿 儲储 債债 傾倾 備备 內内 冊册 軍军 農农 馮冯 衝冲 決决 況况 凍冻 準准 減减 凱凯 劃划 劉刘 則则 剛刚 創创
刪删 別别 劇剧 務务 動动 勝胜 協协 華华 單单 衛卫 廠厂 廳厅 歷历 曆历 厭厌 縣县 叢丛 變变 葉叶 嘆叹 嚇吓 員员 問问
啟启 啓启 圍围 園园 執执 場场 塊块 堅坚 墊垫 塗涂 夾夹 奪夺 奮奋 婦妇 媽妈 孫孙 寧宁 審审 導导 對对 尋寻 層层 歲岁
嶺岭 島岛 幣币 師师 帳帐 幟帜 幾几 庫库 廟庙 廢废 張张 強强 彈弹 後后 徹彻 復复 複复 覆复 恥耻 憑凭 憲宪 懸悬 懲惩
戶户 擋挡 揮挥 損损 換换 搶抢 擬拟 擁拥 擠挤 攔拦 敗败 敵敌 斬斩 無无 時时 暢畅 暫暂 曉晓 機机 殺杀 權权 極极 構构
標标 棟栋 棄弃 槍枪 樹树 橋桥 檔档 檢检 歡欢 毀毁 氫氢 氬氩 漢汉 湯汤 溝沟 滅灭 滲渗 漸渐 漁渔 潔洁 潤润 濃浓 濾滤
測测 淚泪 災灾 烴烃 熱热 燙烫 爾尔 牆墙 猶犹 獲获 瑪玛 環环 現现 電电 畢毕 異异 療疗 瘡疮 癢痒 皺皱 監监 盤盘 盧卢
眾众 睜睁 矯矫 碼码 確确 礎础 礙碍 禦御 離离 種种 積积 穫获 穩稳 窮穷 窩窝 競竞 筆笔 節节 範范 築筑 簡简 簽签 籃篮
糧粮 糾纠 紀纪 約约 紅红 純纯 紙纸 級级 紛纷 紡纺 細细 終终 組组 結结 給给 絕絶绝 統统 網网 維维 綜综 綱纲 緊紧
線线 編编 緩缓 練练 縮缩 織织 繼继 續续 罰罚 羅罗 習习 聯联 職职 聞闻 肅肃 腫肿 脅胁 脈脉 膠胶 膚肤 臉脸 艦舰 蘇苏
藍蓝 蓋盖 蘭兰 虛虚 補补 襯衬 製制 見见 規规 視视 覽览 計计 訂订 訊讯 討讨 訓训 記记 許许 設设 訪访 訴诉 訟讼 診诊 註注
詞词 試试 詢询 該该 詳详 誌志 認认 誘诱 語语 誤误 說説说 課课 調调 談谈 請请 論论 諾诺 謀谋 謂谓 講讲 謝谢 證证
識识 譜谱 議议 護护 讓让 豎竖 貝贝 負负 財财 責责 貨货 販贩 貫贯 貯贮 費费 貿贸 資资 賈贾 賓宾 賠赔 質质 購购 贈赠
贏赢 趙赵 趨趋 躍跃 車车 軌轨 軟软 軸轴 較较 載载 輔辅 輛辆 輝辉 輥辊 輪轮 輯辑 輸输 轄辖 轉转 辦办 運运 過过 達达
違违 遠远 適适 選选 遷迁 還还 邏逻 鄰邻隣 醬酱 釘钉 針针 鈣钙 鈦钛 鈉钠 鉀钾 鉛铅 銀银 銅铜 銷销 鋁铝 鋅锌 鋰锂
鋼钢 錯错 錶表 鍋锅 鍵键 鎖锁 鏈链 鏡镜 鐘钟 鑑鉴鑒 長长 門门 閃闪 閉闭 開开 間间 閥阀 閱閲阅 闆板 隊队 階阶 際际
陽阳 陰阴 陳陈 陸陆 險险 隱隐 雖虽 雲云 霧雾 響响 頂顶 項项 順顺 須须 預预 領领 頭头 頻频 題题 額额 願愿 類类 顧顾
風风 飛飞 飲饮 飾饰 館馆 馬马 駐驻 駕驾 驗验 騎骑 驟骤 骯肮 髒脏 鬆松 魚鱼 鮮鲜 鳥鸟 鹼碱 麼么 黃黄 齒齿 乾干 幹干
裏里裡 鍾钟 週周 麵面 係系 繫系 檯台 颱台 嚮向 隻只 緻致 穀谷 鬱郁 徵征 於于 産產产 絶絕绝 脱脫 税稅 説說说 鋭銳锐
悦悅 閲閱阅 高髙 崎﨑 吉𠮷 並并併 侖仑 侶侣 呂吕
"""


def _classes() -> dict[int, str]:
    """Each form -> one chosen form of its class; groups that share a character are one class."""
    chosen: dict[str, str] = {}
    for group in _GROUPS.split():
        heads = {chosen[form] for form in group if form in chosen}
        head = min(heads) if heads else min(group)
        for form, former in list(chosen.items()):
            if former in heads:
                chosen[form] = head
        for form in group:
            chosen[form] = head
    return {ord(form): head for form, head in chosen.items() if form != head}


_CANONICAL = _classes()


def canonical(text: str) -> str:
    """``text`` with each Han character replaced by one chosen form of its class; same length as ``text``."""
    return text.translate(_CANONICAL)
