BEGIN TRANSACTION;
CREATE TABLE ads_budgets (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	store_id INTEGER NOT NULL, 
	month VARCHAR(10) NOT NULL, 
	channel VARCHAR(40) NOT NULL, 
	"plan" VARCHAR NOT NULL, 
	product_id VARCHAR NOT NULL, 
	amount_fen BIGINT NOT NULL, 
	note VARCHAR NOT NULL, 
	CONSTRAINT uq_ads_budgets_store_id_month_channel_plan_product_id UNIQUE (store_id, month, channel, "plan", product_id), 
	CONSTRAINT fk_ads_budgets_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE
);
CREATE TABLE affiliate_plans (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	store_id INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	rate VARCHAR(40) NOT NULL, 
	fee_rate VARCHAR(40), 
	who VARCHAR NOT NULL, 
	start VARCHAR(10) NOT NULL, 
	until VARCHAR(10), 
	note VARCHAR NOT NULL, 
	CONSTRAINT uq_affiliate_plans_store_id_name_start UNIQUE (store_id, name, start), 
	CONSTRAINT fk_affiliate_plans_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE
);
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0041');
CREATE TABLE answers (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	store_id INTEGER NOT NULL, 
	worksheet_id INTEGER NOT NULL, 
	item_code VARCHAR NOT NULL, 
	result VARCHAR(40) NOT NULL, 
	number VARCHAR(40), 
	words VARCHAR NOT NULL, 
	file VARCHAR NOT NULL, 
	who VARCHAR NOT NULL, 
	at VARCHAR(26) NOT NULL, 
	auto BOOLEAN NOT NULL, 
	reason VARCHAR NOT NULL, 
	verified_by VARCHAR NOT NULL, 
	verified_at VARCHAR(26), 
	problem_id INTEGER, 
	said VARCHAR, 
	CONSTRAINT uq_answers_store_id_worksheet_id_item_code UNIQUE (store_id, worksheet_id, item_code), 
	CONSTRAINT fk_answers_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE, 
	CONSTRAINT fk_answers_worksheet_id FOREIGN KEY(worksheet_id) REFERENCES worksheets (id) ON DELETE CASCADE
);
INSERT INTO "answers" VALUES(1,1,1,1,'pages.after_campaign','na',NULL,'','','','2026-03-16 09:00:00',1,'','',NULL,NULL,'{"template": "No campaign ended yesterday.", "values": {}}');
INSERT INTO "answers" VALUES(2,1,1,1,'operations.preparing','na',NULL,'','','','2026-03-16 09:00:00',1,'','',NULL,NULL,'{"template": "No campaign is in preparation.", "values": {}}');
INSERT INTO "answers" VALUES(3,1,1,1,'pages.notices','pass',NULL,'','','小满','2026-03-16 09:00:00',0,'','',NULL,NULL,NULL);
INSERT INTO "answers" VALUES(4,1,1,1,'meeting.figures','pass',NULL,'','','','2026-03-16 09:00:00',1,'','',NULL,NULL,'{"template": "The figures of {day} are imported.", "values": {"day": "2026-03-15"}}');
CREATE TABLE assortment_rows (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	store_id INTEGER NOT NULL, 
	year INTEGER NOT NULL, 
	quarter INTEGER NOT NULL, 
	product_group VARCHAR DEFAULT '' NOT NULL, 
	role VARCHAR(40) NOT NULL, 
	products INTEGER, 
	pieces INTEGER, 
	price_fen BIGINT, 
	amount_fen BIGINT, 
	share VARCHAR(40), 
	CONSTRAINT uq_assortment_rows_store_id_year_quarter_product_group_role UNIQUE (store_id, year, quarter, product_group, role), 
	CONSTRAINT fk_assortment_rows_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE
);
INSERT INTO "assortment_rows" VALUES(1,1,1,2026,2,'杯具','rest',NULL,300,NULL,NULL,NULL);
CREATE TABLE block_ticks (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	store_id INTEGER NOT NULL, 
	worksheet_id INTEGER NOT NULL, 
	block_code VARCHAR NOT NULL, 
	turn VARCHAR(5) NOT NULL, 
	who VARCHAR NOT NULL, 
	at VARCHAR(26) NOT NULL, 
	CONSTRAINT uq_block_ticks_store_id_worksheet_id_block_code_turn UNIQUE (store_id, worksheet_id, block_code, turn), 
	CONSTRAINT fk_block_ticks_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE, 
	CONSTRAINT fk_block_ticks_worksheet_id FOREIGN KEY(worksheet_id) REFERENCES worksheets (id) ON DELETE CASCADE
);
CREATE TABLE campaign_events (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	store_id INTEGER NOT NULL, 
	campaign_id INTEGER NOT NULL, 
	day VARCHAR(10) NOT NULL, 
	at VARCHAR(26) NOT NULL, 
	from_state VARCHAR(40) NOT NULL, 
	to_state VARCHAR(40) NOT NULL, 
	who VARCHAR NOT NULL, 
	note VARCHAR NOT NULL, 
	CONSTRAINT fk_campaign_events_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE, 
	CONSTRAINT fk_campaign_events_campaign_id FOREIGN KEY(campaign_id) REFERENCES campaigns (id) ON DELETE CASCADE
);
CREATE TABLE campaign_files (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	store_id INTEGER NOT NULL, 
	campaign_id INTEGER NOT NULL, 
	at VARCHAR(26) NOT NULL, 
	who VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	stored VARCHAR NOT NULL, 
	CONSTRAINT fk_campaign_files_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE, 
	CONSTRAINT fk_campaign_files_campaign_id FOREIGN KEY(campaign_id) REFERENCES campaigns (id) ON DELETE CASCADE
);
CREATE TABLE campaign_products (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	store_id INTEGER NOT NULL, 
	campaign_id INTEGER NOT NULL, 
	product_id VARCHAR NOT NULL, 
	title VARCHAR NOT NULL, 
	role VARCHAR(40), 
	quantity INTEGER, 
	stock INTEGER, 
	list_fen BIGINT, 
	price_fen BIGINT, 
	cost_fen BIGINT, 
	stacked_fen BIGINT, 
	facts VARCHAR NOT NULL, 
	CONSTRAINT uq_campaign_products_store_id_campaign_id_product_id UNIQUE (store_id, campaign_id, product_id), 
	CONSTRAINT fk_campaign_products_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE, 
	CONSTRAINT fk_campaign_products_campaign_id FOREIGN KEY(campaign_id) REFERENCES campaigns (id) ON DELETE CASCADE
);
CREATE TABLE campaigns (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	store_id INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	state VARCHAR(40) NOT NULL, 
	start VARCHAR(10) NOT NULL, 
	"end" VARCHAR(10) NOT NULL, 
	warm_up_on VARCHAR(10), 
	programme VARCHAR NOT NULL, 
	offer VARCHAR NOT NULL, 
	free_shipping BOOLEAN, 
	courier VARCHAR NOT NULL, 
	owner VARCHAR NOT NULL, 
	budget_fen BIGINT, 
	plan_visitors INTEGER, 
	plan_orders INTEGER, 
	plan_sales_fen BIGINT, 
	plan_pieces INTEGER, 
	plan_chats INTEGER, 
	plan_service INTEGER, 
	plan_packers INTEGER, 
	plan_boxes INTEGER, 
	plan_profit_fen BIGINT, 
	spend_fen BIGINT, 
	reason VARCHAR NOT NULL, 
	lessons VARCHAR NOT NULL, 
	note VARCHAR NOT NULL, 
	CONSTRAINT fk_campaigns_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE
);
INSERT INTO "campaigns" VALUES(1,1,1,'38焕新周','discount','idea','2026-03-04','2026-03-08',NULL,'','',NULL,'','',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'','','');
CREATE TABLE change_sets (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	at VARCHAR(26) NOT NULL, 
	actor VARCHAR NOT NULL, 
	reason VARCHAR NOT NULL, 
	reason_values VARCHAR NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	reverses INTEGER, 
	touched VARCHAR DEFAULT '[]' NOT NULL, 
	import_id INTEGER
);
INSERT INTO "change_sets" VALUES(1,'2026-03-16 09:00:00','','Store “{name}” created','{"name": "存档店"}','edit',NULL,'[]',NULL);
INSERT INTO "change_sets" VALUES(2,'2026-03-16 09:00:00','','Setup of “{store}” started','{"store": "存档店"}','auto',NULL,'["setup_clocks", "setup_documents", "setup_plans", "setup_steps"]',NULL);
INSERT INTO "change_sets" VALUES(3,'2026-03-16 09:00:00','','Daily forms taken over','{}','auto',NULL,'[]',NULL);
INSERT INTO "change_sets" VALUES(4,'2026-03-16 09:00:00','','Shifts taken over','{}','auto',NULL,'[]',NULL);
INSERT INTO "change_sets" VALUES(5,'2026-03-16 09:00:00','','Questions of the setup answered','{}','edit',NULL,'[]',NULL);
INSERT INTO "change_sets" VALUES(6,'2026-03-16 09:00:00','','Own fee figure entered','{}','edit',NULL,'[]',NULL);
INSERT INTO "change_sets" VALUES(7,'2026-03-16 09:00:00','','Paper put ready','{}','edit',NULL,'[]',NULL);
INSERT INTO "change_sets" VALUES(8,'2026-03-16 09:00:00','','Departments and roles','{}','edit',NULL,'["departments", "roles"]',NULL);
INSERT INTO "change_sets" VALUES(9,'2026-03-16 09:00:00','','Hire {name}','{"name": "小满"}','edit',NULL,'[]',NULL);
INSERT INTO "change_sets" VALUES(10,'2026-03-16 09:00:00','','Roster: {name} on {day}: {duty}','{"name": "小满", "day": "2026-03-16", "duty": "Early"}','edit',NULL,'[]',NULL);
INSERT INTO "change_sets" VALUES(11,'2026-03-16 09:00:00','','Roster: note for {name} on {day}','{"name": "小满", "day": "2026-03-16"}','edit',NULL,'[]',NULL);
INSERT INTO "change_sets" VALUES(12,'2026-03-16 09:00:00','','Campaign “{name}” created','{"name": "38焕新周"}','edit',NULL,'[]',NULL);
INSERT INTO "change_sets" VALUES(13,'2026-03-16 09:00:00','','{noun} entered','{"noun": {"template": "Unit cost", "values": {}}}','edit',NULL,'[]',NULL);
INSERT INTO "change_sets" VALUES(14,'2026-03-16 09:00:00','','{noun} entered','{"noun": {"template": "Cost with a day", "values": {}}}','edit',NULL,'[]',NULL);
INSERT INTO "change_sets" VALUES(15,'2026-03-16 09:00:00','','Figures of {quarter} entered','{"quarter": "2025-Q4"}','edit',NULL,'[]',NULL);
INSERT INTO "change_sets" VALUES(16,'2026-03-16 09:00:00','','{what}: {metric}','{"what": {"template": "Target of {month}", "values": {"month": "2026-03"}}, "metric": {"template": "Paid amount", "values": {}}}','edit',NULL,'[]',NULL);
INSERT INTO "change_sets" VALUES(17,'2026-03-16 09:00:00','','{what}: {metric}','{"what": {"template": "Target of {month}", "values": {"month": "2026"}}, "metric": {"template": "Paid amount", "values": {}}}','edit',NULL,'[]',NULL);
INSERT INTO "change_sets" VALUES(18,'2026-03-16 09:00:00','','{what}: {metric}','{"what": {"template": "Target of {month}", "values": {"month": "2026-03-08"}}, "metric": {"template": "Paid amount", "values": {}}}','edit',NULL,'[]',NULL);
INSERT INTO "change_sets" VALUES(19,'2026-03-16 09:00:00','','{what}: {metric}','{"what": {"template": "Target of {month}", "values": {"month": "2026-03"}}, "metric": {"template": "Paid amount", "values": {}}}','edit',NULL,'[]',NULL);
INSERT INTO "change_sets" VALUES(20,'2026-03-16 09:00:00','','Assortment plan of quarter {quarter} of {year}','{"quarter": 2, "year": 2026}','edit',NULL,'[]',NULL);
INSERT INTO "change_sets" VALUES(21,'2026-03-16 09:00:00','','“{item}” answered','{"item": "Notices right and not out of date"}','edit',NULL,'[]',NULL);
INSERT INTO "change_sets" VALUES(22,'2026-03-16 09:00:00','','Problem “{title}” opened','{"title": "横幅链接打不开"}','edit',NULL,'[]',NULL);
INSERT INTO "change_sets" VALUES(23,'2026-03-16 09:00:00','','Handbook: “{title}” kept','{"title": "几天能到？"}','edit',NULL,'[]',NULL);
INSERT INTO "change_sets" VALUES(24,'2026-03-16 09:00:00','','Handbook: who has learned “{title}”','{"title": "几天能到？"}','edit',NULL,'[]',NULL);
INSERT INTO "change_sets" VALUES(25,'2026-03-16 09:00:00','','Inspection round “{name}” kept','{"name": "首页巡检"}','edit',NULL,'[]',NULL);
INSERT INTO "change_sets" VALUES(26,'2026-03-16 09:00:00','','Inspection round “{name}”: {place}','{"name": "首页巡检", "place": "店招"}','edit',NULL,'[]',NULL);
INSERT INTO "change_sets" VALUES(27,'2026-03-16 09:00:00','','Standing task “{title}” kept','{"title": "整理标准答案"}','edit',NULL,'[]',NULL);
INSERT INTO "change_sets" VALUES(28,'2026-03-16 09:00:00','','Standing task “{title}” done','{"title": "整理标准答案"}','edit',NULL,'[]',NULL);
INSERT INTO "change_sets" VALUES(29,'2026-03-16 09:00:00','','Supplier “{name}” kept','{"name": "谷雨家纺厂"}','edit',NULL,'[]',NULL);
INSERT INTO "change_sets" VALUES(30,'2026-03-16 09:00:00','','“{name}”: {term}','{"name": "谷雨家纺厂", "term": "Lead time"}','edit',NULL,'[]',NULL);
INSERT INTO "change_sets" VALUES(31,'2026-03-16 09:00:00','','Weight of “{term}”','{"term": "Lead time"}','edit',NULL,'[]',NULL);
INSERT INTO "change_sets" VALUES(32,'2026-03-16 09:00:00','','Price of “{name}” kept','{"name": "谷雨家纺厂"}','edit',NULL,'[]',NULL);
INSERT INTO "change_sets" VALUES(33,'2026-03-16 09:00:00','','Example budget taken over','{}','edit',NULL,'[]',NULL);
INSERT INTO "change_sets" VALUES(34,'2026-03-16 09:00:00','','Budget edited','{}','edit',NULL,'[]',NULL);
INSERT INTO "change_sets" VALUES(35,'2026-03-16 09:00:00','','Budget edited','{}','edit',NULL,'[]',NULL);
INSERT INTO "change_sets" VALUES(36,'2026-03-16 09:00:00','','Money paid entered','{}','edit',NULL,'[]',NULL);
INSERT INTO "change_sets" VALUES(37,'2026-03-16 09:00:00','','Preparation: ready','{}','edit',NULL,'[]',NULL);
INSERT INTO "change_sets" VALUES(38,'2026-03-16 09:00:00','','“{title}” is to be prepared, too','{"title": "短视频"}','edit',NULL,'[]',NULL);
INSERT INTO "change_sets" VALUES(39,'2026-03-16 09:00:00','','Courier prices taken','{}','edit',NULL,'[]',NULL);
INSERT INTO "change_sets" VALUES(40,'2026-03-16 09:00:00','','Courier prices taken','{}','edit',NULL,'[]',NULL);
INSERT INTO "change_sets" VALUES(41,'2026-03-16 09:00:00','','Courier chosen','{}','edit',NULL,'[]',NULL);
INSERT INTO "change_sets" VALUES(42,'2026-03-16 09:00:00','','Point “{topic}” entered','{"topic": "春夏换季"}','edit',NULL,'[]',NULL);
INSERT INTO "change_sets" VALUES(43,'2026-03-16 09:00:00','','Import of {file}','{"file": "orders.csv"}','import',NULL,'["imports", "order_days", "order_hours", "orders"]',1);
INSERT INTO "change_sets" VALUES(44,'2026-03-16 09:00:00','','Items answered from the data','{}','auto',NULL,'[]',NULL);
INSERT INTO "change_sets" VALUES(45,'2026-03-16 09:00:00','','Import of {file}','{"file": "store.csv"}','import',NULL,'["imports", "store_days"]',2);
CREATE TABLE changes (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	change_set_id INTEGER NOT NULL, 
	noun VARCHAR NOT NULL, 
	record_id INTEGER NOT NULL, 
	"before" VARCHAR, 
	"after" VARCHAR, 
	CONSTRAINT fk_changes_change_set_id FOREIGN KEY(change_set_id) REFERENCES change_sets (id) ON DELETE CASCADE
);
INSERT INTO "changes" VALUES(1,1,'stores',1,NULL,'{"id": 1, "version": 1, "name": "存档店", "platform": "tmall", "store_type": "flagship", "opened_on": null, "sample": 0, "buyer_salt": "0453281591b121f3008d85a49c0a9354", "position": 0, "archived": 0}');
INSERT INTO "changes" VALUES(2,3,'checklists',1,NULL,'{"id": 1, "version": 1, "store_id": 1, "code": "normal", "name_zh": "每日运营", "name_en": "Normal day", "position": 0, "archived": 0}');
INSERT INTO "changes" VALUES(3,3,'checklist_versions',1,NULL,'{"id": 1, "version": 1, "store_id": 1, "checklist_id": 1, "number": 1, "valid_from": "2000-01-01", "shipped": 3, "base": "{\"areas\": [{\"code\": \"meeting\", \"zh\": \"晨会\", \"en\": \"Morning meeting\"}, {\"code\": \"pages\", \"zh\": \"页面\", \"en\": \"Pages\"}, {\"code\": \"operations\", \"zh\": \"运营\", \"en\": \"Operations\"}, {\"code\": \"service\", \"zh\": \"客服\", \"en\": \"Customer service\"}, {\"code\": \"warehouse\", \"zh\": \"仓库\", \"en\": \"Warehouse\"}], \"items\": [{\"code\": \"meeting.figures\", \"area\": \"meeting\", \"zh\": \"昨日数据已备好\", \"en\": \"Yesterday''s figures ready\", \"requirement_zh\": \"晨会前备齐销售、流量、活动数据，可以当场查看\", \"requirement_en\": \"Have the figures of sales, traffic and campaigns complete and at hand before the meeting\", \"role\": \"data\", \"opens\": \"08:00\", \"due\": \"08:30\", \"auto\": \"figures_ready\"}, {\"code\": \"meeting.review\", \"area\": \"meeting\", \"zh\": \"昨日与本月累计已回顾\", \"en\": \"Yesterday and month to date reviewed\", \"requirement_zh\": \"当场说明与目标的差距和原因\", \"requirement_en\": \"Say aloud how far sales are from the target, and why\", \"role\": \"manager\", \"opens\": \"08:00\", \"due\": \"08:40\"}, {\"code\": \"meeting.target\", \"area\": \"meeting\", \"zh\": \"今日目标人人知道\", \"en\": \"Today''s target known to everyone\", \"requirement_zh\": \"问到每个岗位，人人说得出自己的数字\", \"requirement_en\": \"Ask each post: everyone names their own figure\", \"role\": \"manager\", \"opens\": \"08:00\", \"due\": \"08:40\"}, {\"code\": \"meeting.campaigns\", \"area\": \"meeting\", \"zh\": \"进行中的活动已交代\", \"en\": \"Running campaigns told\", \"requirement_zh\": \"讲清规则和时间，统一优惠的说法\", \"requirement_en\": \"Go through rules and dates, and agree on how offers are worded\", \"role\": \"planning\", \"opens\": \"08:00\", \"due\": \"08:40\"}, {\"code\": \"meeting.heroes\", \"area\": \"meeting\", \"zh\": \"今日主推商品已交代，昨日反馈已听取\", \"en\": \"Hero products told, yesterday''s feedback heard\", \"requirement_zh\": \"逐款讲库存、卖点和常见问题，记下昨天的反馈\", \"requirement_en\": \"Name stock, selling points and usual questions of each; note what was heard yesterday\", \"role\": \"products\", \"opens\": \"08:00\", \"due\": \"08:40\", \"auto\": \"hero_note\"}, {\"code\": \"meeting.new\", \"area\": \"meeting\", \"zh\": \"新品上架前已讲解\", \"en\": \"New products explained before they go live\", \"requirement_zh\": \"向客服、美工、仓库讲解，都听懂后再上架\", \"requirement_en\": \"Explain them to service, design and warehouse before they go live\", \"role\": \"products\", \"opens\": \"08:00\", \"due\": \"08:40\"}, {\"code\": \"pages.notices\", \"area\": \"pages\", \"zh\": \"公告内容正确、未过期\", \"en\": \"Notices right and not out of date\", \"requirement_zh\": \"看首页、详情页和自动回复里的公告，过期的当场改掉\", \"requirement_en\": \"Read the notices on home page, product pages and in automatic replies; change old ones at once\", \"role\": \"design\", \"opens\": \"08:30\", \"due\": \"10:00\"}, {\"code\": \"pages.navigation\", \"area\": \"pages\", \"zh\": \"导航（含二级）正确，链接均可打开\", \"en\": \"Navigation right, second level too, all links open\", \"requirement_zh\": \"逐个点开，包括二级导航\", \"requirement_en\": \"Click each one, second level too\", \"role\": \"design\", \"opens\": \"08:30\", \"due\": \"10:00\"}, {\"code\": \"pages.main_visual\", \"area\": \"pages\", \"zh\": \"主视觉图文相符、价格正确、未过期、链接正确\", \"en\": \"Main visual: text fits product, price right, in date, link right\", \"requirement_zh\": \"对照今日活动表\", \"requirement_en\": \"Compare with today''s campaigns\", \"role\": \"design\", \"opens\": \"08:30\", \"due\": \"10:00\"}, {\"code\": \"pages.banners\", \"area\": \"pages\", \"zh\": \"轮播与横幅图文相符、价格正确、未过期、链接正确\", \"en\": \"Banners: text fits product, price right, in date, link right\", \"requirement_zh\": \"每一张都检查\", \"requirement_en\": \"Check every one\", \"role\": \"design\", \"opens\": \"08:30\", \"due\": \"10:00\"}, {\"code\": \"pages.window\", \"area\": \"pages\", \"zh\": \"橱窗推荐已满，下架商品未留空位\", \"en\": \"Shop window full, no gap left by delisted products\", \"requirement_zh\": \"空位当场补上\", \"requirement_en\": \"Fill a gap at once\", \"role\": \"products\", \"opens\": \"08:30\", \"due\": \"10:00\"}, {\"code\": \"pages.price_in_picture\", \"area\": \"pages\", \"zh\": \"图片上的价格与实际售价一致\", \"en\": \"Price in the picture is the price charged\", \"requirement_zh\": \"重点检查活动商品\", \"requirement_en\": \"Check campaign products first\", \"role\": \"design\", \"opens\": \"08:30\", \"due\": \"10:00\", \"verify\": true}, {\"code\": \"pages.category\", \"area\": \"pages\", \"zh\": \"商品分类正确，恢复原价的已移出折扣分类\", \"en\": \"Products in the right category, out of discount categories once back at full price\", \"requirement_zh\": \"放错分类会拉低搜索排名，折扣分类尤其严重；恢复原价的当天移出折扣分类\", \"requirement_en\": \"A wrong category lowers the search rank, a discount category most of all; take products out of it the day their price is back\", \"role\": \"products\", \"opens\": \"08:30\", \"due\": \"10:30\"}, {\"code\": \"pages.best_sellers\", \"area\": \"pages\", \"zh\": \"活动页与首页热销榜正确\", \"en\": \"Best sellers on campaign and home page right\", \"requirement_zh\": \"核对排名、库存和链接\", \"requirement_en\": \"Check order, stock and links\", \"role\": \"planning\", \"opens\": \"08:30\", \"due\": \"10:30\"}, {\"code\": \"pages.after_campaign\", \"area\": \"pages\", \"zh\": \"活动结束后页面已全部检查\", \"en\": \"Every page checked after a campaign\", \"requirement_zh\": \"每个页面都检查：价格、标签、图片、文案\", \"requirement_en\": \"Check all of them: prices, labels, pictures, texts\", \"role\": \"planning\", \"opens\": \"08:30\", \"due\": \"11:00\", \"auto\": \"campaign_ended\"}, {\"code\": \"pages.product_pages\", \"area\": \"pages\", \"zh\": \"商品详情页正确\", \"en\": \"Product pages right\", \"requirement_zh\": \"抽查主推和新品的文字、图片和价格\", \"requirement_en\": \"Look at texts, pictures and prices of heroes and new products\", \"role\": \"design\", \"opens\": \"08:30\", \"due\": \"11:00\"}, {\"code\": \"pages.rival_pages\", \"area\": \"pages\", \"zh\": \"竞店首页已查看\", \"en\": \"Rivals'' home pages watched\", \"requirement_zh\": \"有变化截图记录\", \"requirement_en\": \"Keep a picture of what changed\", \"role\": \"promotion\", \"opens\": \"08:30\", \"due\": \"11:00\", \"auto\": \"competitors\"}, {\"code\": \"pages.spot_check\", \"area\": \"pages\", \"zh\": \"商品资料与价格抽查\", \"en\": \"Spot check of product data and prices\", \"requirement_zh\": \"随机抽十款，核对资料与价格\", \"requirement_en\": \"Take ten at random and compare data and price\", \"role\": \"products\", \"opens\": \"08:30\", \"due\": \"11:30\", \"kind\": \"number\", \"minimum\": \"10\", \"unit_zh\": \"款\", \"unit_en\": \"products\"}, {\"code\": \"operations.platform\", \"area\": \"operations\", \"zh\": \"与平台小二沟通，活动报名及跟进\", \"en\": \"Contact with the platform, applications and their follow-up\", \"requirement_zh\": \"先办今日截止的，其余写明进展\", \"requirement_en\": \"Do what ends today first; note how far the rest is\", \"role\": \"planning\", \"opens\": \"09:00\", \"due\": \"11:30\"}, {\"code\": \"operations.brand\", \"area\": \"operations\", \"zh\": \"与品牌方沟通：货品、页面、赠品、优惠券\", \"en\": \"Contact with the brand: goods, pages, gifts, coupons\", \"requirement_zh\": \"进行中的活动：货品、页面与文案、赠品、优惠券逐项与品牌方确认\", \"requirement_en\": \"For each running campaign: goods, pages and texts, gifts and coupons confirmed with the brand\", \"role\": \"operations\", \"opens\": \"09:00\", \"due\": \"12:00\"}, {\"code\": \"operations.preparing\", \"area\": \"operations\", \"zh\": \"筹备中的活动按节点推进\", \"en\": \"Campaigns in preparation on schedule\", \"requirement_zh\": \"对照活动节点表\", \"requirement_en\": \"Compare with the milestones\", \"role\": \"planning\", \"opens\": \"09:00\", \"due\": \"12:00\", \"auto\": \"milestones\"}, {\"code\": \"operations.rival_campaigns\", \"area\": \"operations\", \"zh\": \"竞店活动与新品已查看\", \"en\": \"Rivals'' campaigns and new products watched\", \"requirement_zh\": \"记下竞店最新的活动与新品，写明哪些值得借鉴\", \"requirement_en\": \"Note the rivals'' newest campaigns and products, and what is worth borrowing\", \"role\": \"promotion\", \"opens\": \"09:00\", \"due\": \"12:00\"}, {\"code\": \"operations.traffic\", \"area\": \"operations\", \"zh\": \"昨日流量来源已分析，今日流量已预估，人员已安排\", \"en\": \"Yesterday''s traffic sources read, today''s traffic forecast, people planned\", \"requirement_zh\": \"昨日访客从哪里来，今日预计来多少，需要安排几个人\", \"requirement_en\": \"Where yesterday''s visitors came from, how many are expected today, how many people that takes\", \"role\": \"promotion\", \"opens\": \"09:00\", \"due\": \"12:00\"}, {\"code\": \"operations.sales\", \"area\": \"operations\", \"zh\": \"销售分析\", \"en\": \"Sales analysis\", \"requirement_zh\": \"找出异常商品，写明原因\", \"requirement_en\": \"Find the odd products and note the reason\", \"role\": \"data\", \"opens\": \"09:00\", \"due\": \"12:00\"}, {\"code\": \"operations.ads\", \"area\": \"operations\", \"zh\": \"广告分析：直通车、钻展、淘宝客\", \"en\": \"Ads analysis: search, display, affiliates\", \"requirement_zh\": \"逐个渠道看余额、花费、投产比，异常的写明原因\", \"requirement_en\": \"Read balance, spend and ROI of each channel; note the reason for what is odd\", \"role\": \"promotion\", \"opens\": \"09:00\", \"due\": \"12:00\"}, {\"code\": \"service.online\", \"area\": \"service\", \"zh\": \"9:00 起在线，无迟到早退\", \"en\": \"Online from 9:00, nobody late or gone early\", \"requirement_zh\": \"从 9:00 到打烊不断线，迟到、早退写明是谁\", \"requirement_en\": \"No gap from 9:00 until closing; name who was late or left early\", \"role\": \"service_lead\", \"opens\": \"09:00\", \"due\": \"09:15\"}, {\"code\": \"service.handover\", \"area\": \"service\", \"zh\": \"交接班清楚\", \"en\": \"Hand-over between shifts done\", \"requirement_zh\": \"未完结的对话和承诺逐条交接\", \"requirement_en\": \"Open chats and promises handed over one by one\", \"role\": \"service_lead\", \"opens\": \"13:00\", \"due\": \"17:30\"}, {\"code\": \"service.floor\", \"area\": \"service\", \"zh\": \"现场：错峰休息，始终有人在线\", \"en\": \"Floor: breaks staggered, someone always online\", \"requirement_zh\": \"用餐和休息轮流安排，任何时候都有人接待\", \"requirement_en\": \"Meals and breaks in turns; at no time is nobody there\", \"role\": \"service_lead\", \"opens\": \"18:00\", \"due\": \"21:00\"}, {\"code\": \"service.shipped\", \"area\": \"service\", \"zh\": \"昨日付款订单全部发货，异常与缺货已处理\", \"en\": \"Every order paid yesterday shipped, odd and out-of-stock ones handled\", \"requirement_zh\": \"缺货立即告知买家\", \"requirement_en\": \"Tell the buyer at once when out of stock\", \"role\": \"service\", \"opens\": \"09:00\", \"due\": \"16:00\", \"auto\": \"shipped\"}, {\"code\": \"service.complaints\", \"area\": \"service\", \"zh\": \"投诉与纠纷已处理并跟进\", \"en\": \"Complaints and disputes handled and followed\", \"requirement_zh\": \"当日处理，写明答复和下一步\", \"requirement_en\": \"Handle them the same day; note the answer and the next step\", \"role\": \"service\", \"opens\": \"09:00\", \"due\": \"17:00\"}, {\"code\": \"service.refunds\", \"area\": \"service\", \"zh\": \"退款在自动到期前处理\", \"en\": \"Refunds handled before the automatic deadline\", \"requirement_zh\": \"没有一笔申请拖到系统自动退款\", \"requirement_en\": \"No request is left until the platform refunds by itself\", \"role\": \"service\", \"opens\": \"09:00\", \"due\": \"17:00\", \"auto\": \"refunds\"}, {\"code\": \"service.reviews\", \"area\": \"service\", \"zh\": \"差评与“问大家”已回复\", \"en\": \"Bad reviews and public questions answered\", \"requirement_zh\": \"先致歉，再说明原因，最后给出处理办法\", \"requirement_en\": \"First an apology, then the cause, then what is offered\", \"role\": \"service\", \"opens\": \"09:00\", \"due\": \"18:00\"}, {\"code\": \"service.violations\", \"area\": \"service\", \"zh\": \"违规、店铺健康与申诉已查看\", \"en\": \"Violations, health score and appeals looked at\", \"requirement_zh\": \"新的违规、店铺体检、在途的申诉逐项查看，有期限的记下日期\", \"requirement_en\": \"New violations, the health check and appeals under way, one by one; note every date limit\", \"role\": \"operations\", \"opens\": \"09:00\", \"due\": \"18:00\", \"auto\": \"documents\"}, {\"code\": \"warehouse.stock\", \"area\": \"warehouse\", \"zh\": \"库存与在售数量相符，主推款不低于安全库存\", \"en\": \"Stock matches what is listed, heroes above their minimum\", \"requirement_zh\": \"抽盘主推款，实物、系统、在售三处数量一致\", \"requirement_en\": \"Count the heroes: shelf, system and listing show the same number\", \"role\": \"warehouse\", \"opens\": \"09:00\", \"due\": \"12:00\", \"auto\": \"hero_stock\", \"off\": true}, {\"code\": \"warehouse.booked\", \"area\": \"warehouse\", \"zh\": \"出入库已登记\", \"en\": \"Goods in and out booked\", \"requirement_zh\": \"当天的入库、出库、退货当天登记\", \"requirement_en\": \"Goods in, out and returned are booked the day they move\", \"role\": \"warehouse\", \"opens\": \"09:00\", \"due\": \"18:00\", \"off\": true}, {\"code\": \"warehouse.packing\", \"area\": \"warehouse\", \"zh\": \"包装材料充足\", \"en\": \"Packing material sufficient\", \"requirement_zh\": \"清点包材，不够三天的当天订货\", \"requirement_en\": \"Count it; order the same day what lasts less than three days\", \"role\": \"warehouse\", \"opens\": \"09:00\", \"due\": \"12:00\", \"off\": true}, {\"code\": \"warehouse.pickup\", \"area\": \"warehouse\", \"zh\": \"快递已揽收\", \"en\": \"Courier pick-up done\", \"requirement_zh\": \"逐家快递核对件数，留下交接单\", \"requirement_en\": \"Count the parcels with each courier and keep the hand-over slip\", \"role\": \"warehouse\", \"opens\": \"16:00\", \"due\": \"19:00\", \"off\": true}, {\"code\": \"warehouse.stuck\", \"area\": \"warehouse\", \"zh\": \"无物流停滞的包裹\", \"en\": \"No parcels without movement\", \"requirement_zh\": \"超过 48 小时无更新的逐个查询\", \"requirement_en\": \"Ask after each one without news for 48 hours\", \"role\": \"warehouse\", \"opens\": \"14:00\", \"due\": \"18:00\", \"off\": true}], \"timetable\": [{\"time\": \"08:20\", \"zh\": \"晨会，打扫卫生\", \"en\": \"Meeting and cleaning\", \"end\": \"08:30\", \"purpose_zh\": \"人人知道今天做什么\", \"purpose_en\": \"Everybody knows what today is about\", \"role\": \"manager\"}, {\"time\": \"08:30\", \"zh\": \"检查自家与竞店的图片、视频、折扣；热线、报名；违规、健康分、申诉、投诉；评分、差评、问大家；钻展余额\", \"en\": \"Own and rivals'' pictures, video, discounts; hotline, applications; violations, health, appeals, complaints; ratings, bad reviews, questions; display-ad balance\", \"end\": \"09:00\", \"purpose_zh\": \"看清本店与竞店的处境\", \"purpose_en\": \"See where the shop and its rivals stand\", \"role\": \"operations\"}, {\"time\": \"08:50\", \"zh\": \"赠品每天更新了吗？\", \"en\": \"Gifts: brought up to date today?\", \"code\": \"gifts\", \"end\": \"09:00\", \"purpose_zh\": \"页面承诺的赠品都能兑现\", \"purpose_en\": \"What the pages promise can be given\", \"role\": \"products\"}, {\"time\": \"09:00\", \"zh\": \"核心关键词；直通车余额、进度与竞店\", \"en\": \"Core keywords; search ads: balance, progress, rivals\", \"end\": \"10:30\", \"purpose_zh\": \"广告投产比做到最好\", \"purpose_en\": \"Best return on ads\", \"role\": \"promotion\"}, {\"time\": \"09:00\", \"zh\": \"页面策划：标题、主图、短视频、规格名称\", \"en\": \"Pages planned: title, main picture, short video, variant names\", \"code\": \"page_plan\", \"end\": \"10:30\", \"purpose_zh\": \"更高的搜索排名\", \"purpose_en\": \"A better rank in the search\", \"role\": \"design\"}, {\"time\": \"09:00\", \"zh\": \"助理工作进度\", \"en\": \"The assistants'' progress\", \"code\": \"assistants\", \"end\": \"18:00\", \"purpose_zh\": \"当天的事当天完成\", \"purpose_en\": \"What is planned for the day gets done\", \"role\": \"manager\", \"rhythm\": \"hourly\"}, {\"time\": \"09:00\", \"zh\": \"竞店淘宝客\", \"en\": \"Rivals'' affiliates\", \"code\": \"rival_affiliates\", \"end\": \"18:00\", \"purpose_zh\": \"及时发现竞店的动作\", \"purpose_en\": \"See what rivals start as they start it\", \"role\": \"promotion\", \"rhythm\": \"half_hourly\"}, {\"time\": \"10:30\", \"zh\": \"增长、关键词、来源、服务数据：自家 2 款与竞店 13 款\", \"en\": \"Growth, keywords, sources, service data of 2 own and 13 rivals'' items\", \"end\": \"11:00\", \"purpose_zh\": \"盯住数据，守住排位\", \"purpose_en\": \"Watch the figures and hold the place\", \"role\": \"data\"}, {\"time\": \"11:00\", \"zh\": \"整体框架；单品与店铺利润\", \"en\": \"Overall frame; profit of items and store\", \"end\": \"12:00\", \"purpose_zh\": \"看清哪些商品赚钱\", \"purpose_en\": \"See which products earn\", \"role\": \"manager\"}, {\"time\": \"13:00\", \"zh\": \"评价与问大家\", \"en\": \"Reviews and questions\", \"end\": \"13:30\", \"purpose_zh\": \"提升转化\", \"purpose_en\": \"More conversion\", \"role\": \"service\"}, {\"time\": \"13:30\", \"zh\": \"询单转化；仓库问题\", \"en\": \"Chat conversion; warehouse problems\", \"end\": \"14:00\", \"purpose_zh\": \"提升转化，当天解决发货问题\", \"purpose_en\": \"More conversion; shipping troubles solved the same day\", \"role\": \"service_lead\"}, {\"time\": \"14:00\", \"zh\": \"淘宝客\", \"en\": \"Affiliates\", \"end\": \"15:00\", \"purpose_zh\": \"广告投产比做到最好\", \"purpose_en\": \"Best return on ads\", \"role\": \"promotion\"}, {\"time\": \"20:00\", \"zh\": \"评价与问大家\", \"en\": \"Reviews and questions\", \"end\": \"20:20\", \"purpose_zh\": \"提升转化\", \"purpose_en\": \"More conversion\", \"role\": \"service\"}, {\"time\": \"20:20\", \"zh\": \"明日计划\", \"en\": \"Plan for tomorrow\", \"end\": \"20:40\", \"purpose_zh\": \"明早一上班就知道做什么\", \"purpose_en\": \"Work can start at once tomorrow\", \"role\": \"manager\"}, {\"time\": \"20:40\", \"zh\": \"直通车与钻展复盘，写明下一步怎么做\", \"en\": \"Look back at search and display ads, with what follows from it\", \"code\": \"ads_review\", \"end\": \"21:00\", \"purpose_zh\": \"广告投产比做到最好\", \"purpose_en\": \"Best return on ads\", \"role\": \"promotion\"}, {\"time\": \"21:00\", \"zh\": \"学习\", \"en\": \"Study\", \"end\": \"21:30\", \"purpose_zh\": \"每天进步一点\", \"purpose_en\": \"Know a little more every day\"}]}", "content": "{\"areas\": [{\"code\": \"meeting\", \"zh\": \"晨会\", \"en\": \"Morning meeting\"}, {\"code\": \"pages\", \"zh\": \"页面\", \"en\": \"Pages\"}, {\"code\": \"operations\", \"zh\": \"运营\", \"en\": \"Operations\"}, {\"code\": \"service\", \"zh\": \"客服\", \"en\": \"Customer service\"}, {\"code\": \"warehouse\", \"zh\": \"仓库\", \"en\": \"Warehouse\"}], \"items\": [{\"code\": \"meeting.figures\", \"area\": \"meeting\", \"zh\": \"昨日数据已备好\", \"en\": \"Yesterday''s figures ready\", \"requirement_zh\": \"晨会前备齐销售、流量、活动数据，可以当场查看\", \"requirement_en\": \"Have the figures of sales, traffic and campaigns complete and at hand before the meeting\", \"role\": \"data\", \"opens\": \"08:00\", \"due\": \"08:30\", \"auto\": \"figures_ready\"}, {\"code\": \"meeting.review\", \"area\": \"meeting\", \"zh\": \"昨日与本月累计已回顾\", \"en\": \"Yesterday and month to date reviewed\", \"requirement_zh\": \"当场说明与目标的差距和原因\", \"requirement_en\": \"Say aloud how far sales are from the target, and why\", \"role\": \"manager\", \"opens\": \"08:00\", \"due\": \"08:40\"}, {\"code\": \"meeting.target\", \"area\": \"meeting\", \"zh\": \"今日目标人人知道\", \"en\": \"Today''s target known to everyone\", \"requirement_zh\": \"问到每个岗位，人人说得出自己的数字\", \"requirement_en\": \"Ask each post: everyone names their own figure\", \"role\": \"manager\", \"opens\": \"08:00\", \"due\": \"08:40\"}, {\"code\": \"meeting.campaigns\", \"area\": \"meeting\", \"zh\": \"进行中的活动已交代\", \"en\": \"Running campaigns told\", \"requirement_zh\": \"讲清规则和时间，统一优惠的说法\", \"requirement_en\": \"Go through rules and dates, and agree on how offers are worded\", \"role\": \"planning\", \"opens\": \"08:00\", \"due\": \"08:40\"}, {\"code\": \"meeting.heroes\", \"area\": \"meeting\", \"zh\": \"今日主推商品已交代，昨日反馈已听取\", \"en\": \"Hero products told, yesterday''s feedback heard\", \"requirement_zh\": \"逐款讲库存、卖点和常见问题，记下昨天的反馈\", \"requirement_en\": \"Name stock, selling points and usual questions of each; note what was heard yesterday\", \"role\": \"products\", \"opens\": \"08:00\", \"due\": \"08:40\", \"auto\": \"hero_note\"}, {\"code\": \"meeting.new\", \"area\": \"meeting\", \"zh\": \"新品上架前已讲解\", \"en\": \"New products explained before they go live\", \"requirement_zh\": \"向客服、美工、仓库讲解，都听懂后再上架\", \"requirement_en\": \"Explain them to service, design and warehouse before they go live\", \"role\": \"products\", \"opens\": \"08:00\", \"due\": \"08:40\"}, {\"code\": \"pages.notices\", \"area\": \"pages\", \"zh\": \"公告内容正确、未过期\", \"en\": \"Notices right and not out of date\", \"requirement_zh\": \"看首页、详情页和自动回复里的公告，过期的当场改掉\", \"requirement_en\": \"Read the notices on home page, product pages and in automatic replies; change old ones at once\", \"role\": \"design\", \"opens\": \"08:30\", \"due\": \"10:00\"}, {\"code\": \"pages.navigation\", \"area\": \"pages\", \"zh\": \"导航（含二级）正确，链接均可打开\", \"en\": \"Navigation right, second level too, all links open\", \"requirement_zh\": \"逐个点开，包括二级导航\", \"requirement_en\": \"Click each one, second level too\", \"role\": \"design\", \"opens\": \"08:30\", \"due\": \"10:00\"}, {\"code\": \"pages.main_visual\", \"area\": \"pages\", \"zh\": \"主视觉图文相符、价格正确、未过期、链接正确\", \"en\": \"Main visual: text fits product, price right, in date, link right\", \"requirement_zh\": \"对照今日活动表\", \"requirement_en\": \"Compare with today''s campaigns\", \"role\": \"design\", \"opens\": \"08:30\", \"due\": \"10:00\"}, {\"code\": \"pages.banners\", \"area\": \"pages\", \"zh\": \"轮播与横幅图文相符、价格正确、未过期、链接正确\", \"en\": \"Banners: text fits product, price right, in date, link right\", \"requirement_zh\": \"每一张都检查\", \"requirement_en\": \"Check every one\", \"role\": \"design\", \"opens\": \"08:30\", \"due\": \"10:00\"}, {\"code\": \"pages.window\", \"area\": \"pages\", \"zh\": \"橱窗推荐已满，下架商品未留空位\", \"en\": \"Shop window full, no gap left by delisted products\", \"requirement_zh\": \"空位当场补上\", \"requirement_en\": \"Fill a gap at once\", \"role\": \"products\", \"opens\": \"08:30\", \"due\": \"10:00\"}, {\"code\": \"pages.price_in_picture\", \"area\": \"pages\", \"zh\": \"图片上的价格与实际售价一致\", \"en\": \"Price in the picture is the price charged\", \"requirement_zh\": \"重点检查活动商品\", \"requirement_en\": \"Check campaign products first\", \"role\": \"design\", \"opens\": \"08:30\", \"due\": \"10:00\", \"verify\": true}, {\"code\": \"pages.category\", \"area\": \"pages\", \"zh\": \"商品分类正确，恢复原价的已移出折扣分类\", \"en\": \"Products in the right category, out of discount categories once back at full price\", \"requirement_zh\": \"放错分类会拉低搜索排名，折扣分类尤其严重；恢复原价的当天移出折扣分类\", \"requirement_en\": \"A wrong category lowers the search rank, a discount category most of all; take products out of it the day their price is back\", \"role\": \"products\", \"opens\": \"08:30\", \"due\": \"10:30\"}, {\"code\": \"pages.best_sellers\", \"area\": \"pages\", \"zh\": \"活动页与首页热销榜正确\", \"en\": \"Best sellers on campaign and home page right\", \"requirement_zh\": \"核对排名、库存和链接\", \"requirement_en\": \"Check order, stock and links\", \"role\": \"planning\", \"opens\": \"08:30\", \"due\": \"10:30\"}, {\"code\": \"pages.after_campaign\", \"area\": \"pages\", \"zh\": \"活动结束后页面已全部检查\", \"en\": \"Every page checked after a campaign\", \"requirement_zh\": \"每个页面都检查：价格、标签、图片、文案\", \"requirement_en\": \"Check all of them: prices, labels, pictures, texts\", \"role\": \"planning\", \"opens\": \"08:30\", \"due\": \"11:00\", \"auto\": \"campaign_ended\"}, {\"code\": \"pages.product_pages\", \"area\": \"pages\", \"zh\": \"商品详情页正确\", \"en\": \"Product pages right\", \"requirement_zh\": \"抽查主推和新品的文字、图片和价格\", \"requirement_en\": \"Look at texts, pictures and prices of heroes and new products\", \"role\": \"design\", \"opens\": \"08:30\", \"due\": \"11:00\"}, {\"code\": \"pages.rival_pages\", \"area\": \"pages\", \"zh\": \"竞店首页已查看\", \"en\": \"Rivals'' home pages watched\", \"requirement_zh\": \"有变化截图记录\", \"requirement_en\": \"Keep a picture of what changed\", \"role\": \"promotion\", \"opens\": \"08:30\", \"due\": \"11:00\", \"auto\": \"competitors\"}, {\"code\": \"pages.spot_check\", \"area\": \"pages\", \"zh\": \"商品资料与价格抽查\", \"en\": \"Spot check of product data and prices\", \"requirement_zh\": \"随机抽十款，核对资料与价格\", \"requirement_en\": \"Take ten at random and compare data and price\", \"role\": \"products\", \"opens\": \"08:30\", \"due\": \"11:30\", \"kind\": \"number\", \"minimum\": \"10\", \"unit_zh\": \"款\", \"unit_en\": \"products\"}, {\"code\": \"operations.platform\", \"area\": \"operations\", \"zh\": \"与平台小二沟通，活动报名及跟进\", \"en\": \"Contact with the platform, applications and their follow-up\", \"requirement_zh\": \"先办今日截止的，其余写明进展\", \"requirement_en\": \"Do what ends today first; note how far the rest is\", \"role\": \"planning\", \"opens\": \"09:00\", \"due\": \"11:30\"}, {\"code\": \"operations.brand\", \"area\": \"operations\", \"zh\": \"与品牌方沟通：货品、页面、赠品、优惠券\", \"en\": \"Contact with the brand: goods, pages, gifts, coupons\", \"requirement_zh\": \"进行中的活动：货品、页面与文案、赠品、优惠券逐项与品牌方确认\", \"requirement_en\": \"For each running campaign: goods, pages and texts, gifts and coupons confirmed with the brand\", \"role\": \"operations\", \"opens\": \"09:00\", \"due\": \"12:00\"}, {\"code\": \"operations.preparing\", \"area\": \"operations\", \"zh\": \"筹备中的活动按节点推进\", \"en\": \"Campaigns in preparation on schedule\", \"requirement_zh\": \"对照活动节点表\", \"requirement_en\": \"Compare with the milestones\", \"role\": \"planning\", \"opens\": \"09:00\", \"due\": \"12:00\", \"auto\": \"milestones\"}, {\"code\": \"operations.rival_campaigns\", \"area\": \"operations\", \"zh\": \"竞店活动与新品已查看\", \"en\": \"Rivals'' campaigns and new products watched\", \"requirement_zh\": \"记下竞店最新的活动与新品，写明哪些值得借鉴\", \"requirement_en\": \"Note the rivals'' newest campaigns and products, and what is worth borrowing\", \"role\": \"promotion\", \"opens\": \"09:00\", \"due\": \"12:00\"}, {\"code\": \"operations.traffic\", \"area\": \"operations\", \"zh\": \"昨日流量来源已分析，今日流量已预估，人员已安排\", \"en\": \"Yesterday''s traffic sources read, today''s traffic forecast, people planned\", \"requirement_zh\": \"昨日访客从哪里来，今日预计来多少，需要安排几个人\", \"requirement_en\": \"Where yesterday''s visitors came from, how many are expected today, how many people that takes\", \"role\": \"promotion\", \"opens\": \"09:00\", \"due\": \"12:00\"}, {\"code\": \"operations.sales\", \"area\": \"operations\", \"zh\": \"销售分析\", \"en\": \"Sales analysis\", \"requirement_zh\": \"找出异常商品，写明原因\", \"requirement_en\": \"Find the odd products and note the reason\", \"role\": \"data\", \"opens\": \"09:00\", \"due\": \"12:00\"}, {\"code\": \"operations.ads\", \"area\": \"operations\", \"zh\": \"广告分析：直通车、钻展、淘宝客\", \"en\": \"Ads analysis: search, display, affiliates\", \"requirement_zh\": \"逐个渠道看余额、花费、投产比，异常的写明原因\", \"requirement_en\": \"Read balance, spend and ROI of each channel; note the reason for what is odd\", \"role\": \"promotion\", \"opens\": \"09:00\", \"due\": \"12:00\"}, {\"code\": \"service.online\", \"area\": \"service\", \"zh\": \"9:00 起在线，无迟到早退\", \"en\": \"Online from 9:00, nobody late or gone early\", \"requirement_zh\": \"从 9:00 到打烊不断线，迟到、早退写明是谁\", \"requirement_en\": \"No gap from 9:00 until closing; name who was late or left early\", \"role\": \"service_lead\", \"opens\": \"09:00\", \"due\": \"09:15\"}, {\"code\": \"service.handover\", \"area\": \"service\", \"zh\": \"交接班清楚\", \"en\": \"Hand-over between shifts done\", \"requirement_zh\": \"未完结的对话和承诺逐条交接\", \"requirement_en\": \"Open chats and promises handed over one by one\", \"role\": \"service_lead\", \"opens\": \"13:00\", \"due\": \"17:30\"}, {\"code\": \"service.floor\", \"area\": \"service\", \"zh\": \"现场：错峰休息，始终有人在线\", \"en\": \"Floor: breaks staggered, someone always online\", \"requirement_zh\": \"用餐和休息轮流安排，任何时候都有人接待\", \"requirement_en\": \"Meals and breaks in turns; at no time is nobody there\", \"role\": \"service_lead\", \"opens\": \"18:00\", \"due\": \"21:00\"}, {\"code\": \"service.shipped\", \"area\": \"service\", \"zh\": \"昨日付款订单全部发货，异常与缺货已处理\", \"en\": \"Every order paid yesterday shipped, odd and out-of-stock ones handled\", \"requirement_zh\": \"缺货立即告知买家\", \"requirement_en\": \"Tell the buyer at once when out of stock\", \"role\": \"service\", \"opens\": \"09:00\", \"due\": \"16:00\", \"auto\": \"shipped\"}, {\"code\": \"service.complaints\", \"area\": \"service\", \"zh\": \"投诉与纠纷已处理并跟进\", \"en\": \"Complaints and disputes handled and followed\", \"requirement_zh\": \"当日处理，写明答复和下一步\", \"requirement_en\": \"Handle them the same day; note the answer and the next step\", \"role\": \"service\", \"opens\": \"09:00\", \"due\": \"17:00\"}, {\"code\": \"service.refunds\", \"area\": \"service\", \"zh\": \"退款在自动到期前处理\", \"en\": \"Refunds handled before the automatic deadline\", \"requirement_zh\": \"没有一笔申请拖到系统自动退款\", \"requirement_en\": \"No request is left until the platform refunds by itself\", \"role\": \"service\", \"opens\": \"09:00\", \"due\": \"17:00\", \"auto\": \"refunds\"}, {\"code\": \"service.reviews\", \"area\": \"service\", \"zh\": \"差评与“问大家”已回复\", \"en\": \"Bad reviews and public questions answered\", \"requirement_zh\": \"先致歉，再说明原因，最后给出处理办法\", \"requirement_en\": \"First an apology, then the cause, then what is offered\", \"role\": \"service\", \"opens\": \"09:00\", \"due\": \"18:00\"}, {\"code\": \"service.violations\", \"area\": \"service\", \"zh\": \"违规、店铺健康与申诉已查看\", \"en\": \"Violations, health score and appeals looked at\", \"requirement_zh\": \"新的违规、店铺体检、在途的申诉逐项查看，有期限的记下日期\", \"requirement_en\": \"New violations, the health check and appeals under way, one by one; note every date limit\", \"role\": \"operations\", \"opens\": \"09:00\", \"due\": \"18:00\", \"auto\": \"documents\"}, {\"code\": \"warehouse.stock\", \"area\": \"warehouse\", \"zh\": \"库存与在售数量相符，主推款不低于安全库存\", \"en\": \"Stock matches what is listed, heroes above their minimum\", \"requirement_zh\": \"抽盘主推款，实物、系统、在售三处数量一致\", \"requirement_en\": \"Count the heroes: shelf, system and listing show the same number\", \"role\": \"warehouse\", \"opens\": \"09:00\", \"due\": \"12:00\", \"auto\": \"hero_stock\", \"off\": true}, {\"code\": \"warehouse.booked\", \"area\": \"warehouse\", \"zh\": \"出入库已登记\", \"en\": \"Goods in and out booked\", \"requirement_zh\": \"当天的入库、出库、退货当天登记\", \"requirement_en\": \"Goods in, out and returned are booked the day they move\", \"role\": \"warehouse\", \"opens\": \"09:00\", \"due\": \"18:00\", \"off\": true}, {\"code\": \"warehouse.packing\", \"area\": \"warehouse\", \"zh\": \"包装材料充足\", \"en\": \"Packing material sufficient\", \"requirement_zh\": \"清点包材，不够三天的当天订货\", \"requirement_en\": \"Count it; order the same day what lasts less than three days\", \"role\": \"warehouse\", \"opens\": \"09:00\", \"due\": \"12:00\", \"off\": true}, {\"code\": \"warehouse.pickup\", \"area\": \"warehouse\", \"zh\": \"快递已揽收\", \"en\": \"Courier pick-up done\", \"requirement_zh\": \"逐家快递核对件数，留下交接单\", \"requirement_en\": \"Count the parcels with each courier and keep the hand-over slip\", \"role\": \"warehouse\", \"opens\": \"16:00\", \"due\": \"19:00\", \"off\": true}, {\"code\": \"warehouse.stuck\", \"area\": \"warehouse\", \"zh\": \"无物流停滞的包裹\", \"en\": \"No parcels without movement\", \"requirement_zh\": \"超过 48 小时无更新的逐个查询\", \"requirement_en\": \"Ask after each one without news for 48 hours\", \"role\": \"warehouse\", \"opens\": \"14:00\", \"due\": \"18:00\", \"off\": true}], \"timetable\": [{\"time\": \"08:20\", \"zh\": \"晨会，打扫卫生\", \"en\": \"Meeting and cleaning\", \"end\": \"08:30\", \"purpose_zh\": \"人人知道今天做什么\", \"purpose_en\": \"Everybody knows what today is about\", \"role\": \"manager\"}, {\"time\": \"08:30\", \"zh\": \"检查自家与竞店的图片、视频、折扣；热线、报名；违规、健康分、申诉、投诉；评分、差评、问大家；钻展余额\", \"en\": \"Own and rivals'' pictures, video, discounts; hotline, applications; violations, health, appeals, complaints; ratings, bad reviews, questions; display-ad balance\", \"end\": \"09:00\", \"purpose_zh\": \"看清本店与竞店的处境\", \"purpose_en\": \"See where the shop and its rivals stand\", \"role\": \"operations\"}, {\"time\": \"08:50\", \"zh\": \"赠品每天更新了吗？\", \"en\": \"Gifts: brought up to date today?\", \"code\": \"gifts\", \"end\": \"09:00\", \"purpose_zh\": \"页面承诺的赠品都能兑现\", \"purpose_en\": \"What the pages promise can be given\", \"role\": \"products\"}, {\"time\": \"09:00\", \"zh\": \"核心关键词；直通车余额、进度与竞店\", \"en\": \"Core keywords; search ads: balance, progress, rivals\", \"end\": \"10:30\", \"purpose_zh\": \"广告投产比做到最好\", \"purpose_en\": \"Best return on ads\", \"role\": \"promotion\"}, {\"time\": \"09:00\", \"zh\": \"页面策划：标题、主图、短视频、规格名称\", \"en\": \"Pages planned: title, main picture, short video, variant names\", \"code\": \"page_plan\", \"end\": \"10:30\", \"purpose_zh\": \"更高的搜索排名\", \"purpose_en\": \"A better rank in the search\", \"role\": \"design\"}, {\"time\": \"09:00\", \"zh\": \"助理工作进度\", \"en\": \"The assistants'' progress\", \"code\": \"assistants\", \"end\": \"18:00\", \"purpose_zh\": \"当天的事当天完成\", \"purpose_en\": \"What is planned for the day gets done\", \"role\": \"manager\", \"rhythm\": \"hourly\"}, {\"time\": \"09:00\", \"zh\": \"竞店淘宝客\", \"en\": \"Rivals'' affiliates\", \"code\": \"rival_affiliates\", \"end\": \"18:00\", \"purpose_zh\": \"及时发现竞店的动作\", \"purpose_en\": \"See what rivals start as they start it\", \"role\": \"promotion\", \"rhythm\": \"half_hourly\"}, {\"time\": \"10:30\", \"zh\": \"增长、关键词、来源、服务数据：自家 2 款与竞店 13 款\", \"en\": \"Growth, keywords, sources, service data of 2 own and 13 rivals'' items\", \"end\": \"11:00\", \"purpose_zh\": \"盯住数据，守住排位\", \"purpose_en\": \"Watch the figures and hold the place\", \"role\": \"data\"}, {\"time\": \"11:00\", \"zh\": \"整体框架；单品与店铺利润\", \"en\": \"Overall frame; profit of items and store\", \"end\": \"12:00\", \"purpose_zh\": \"看清哪些商品赚钱\", \"purpose_en\": \"See which products earn\", \"role\": \"manager\"}, {\"time\": \"13:00\", \"zh\": \"评价与问大家\", \"en\": \"Reviews and questions\", \"end\": \"13:30\", \"purpose_zh\": \"提升转化\", \"purpose_en\": \"More conversion\", \"role\": \"service\"}, {\"time\": \"13:30\", \"zh\": \"询单转化；仓库问题\", \"en\": \"Chat conversion; warehouse problems\", \"end\": \"14:00\", \"purpose_zh\": \"提升转化，当天解决发货问题\", \"purpose_en\": \"More conversion; shipping troubles solved the same day\", \"role\": \"service_lead\"}, {\"time\": \"14:00\", \"zh\": \"淘宝客\", \"en\": \"Affiliates\", \"end\": \"15:00\", \"purpose_zh\": \"广告投产比做到最好\", \"purpose_en\": \"Best return on ads\", \"role\": \"promotion\"}, {\"time\": \"20:00\", \"zh\": \"评价与问大家\", \"en\": \"Reviews and questions\", \"end\": \"20:20\", \"purpose_zh\": \"提升转化\", \"purpose_en\": \"More conversion\", \"role\": \"service\"}, {\"time\": \"20:20\", \"zh\": \"明日计划\", \"en\": \"Plan for tomorrow\", \"end\": \"20:40\", \"purpose_zh\": \"明早一上班就知道做什么\", \"purpose_en\": \"Work can start at once tomorrow\", \"role\": \"manager\"}, {\"time\": \"20:40\", \"zh\": \"直通车与钻展复盘，写明下一步怎么做\", \"en\": \"Look back at search and display ads, with what follows from it\", \"code\": \"ads_review\", \"end\": \"21:00\", \"purpose_zh\": \"广告投产比做到最好\", \"purpose_en\": \"Best return on ads\", \"role\": \"promotion\"}, {\"time\": \"21:00\", \"zh\": \"学习\", \"en\": \"Study\", \"end\": \"21:30\", \"purpose_zh\": \"每天进步一点\", \"purpose_en\": \"Know a little more every day\"}]}"}');
INSERT INTO "changes" VALUES(4,3,'checklists',2,NULL,'{"id": 2, "version": 1, "store_id": 1, "code": "campaign_day", "name_zh": "活动日", "name_en": "Campaign day", "position": 1, "archived": 0}');
INSERT INTO "changes" VALUES(5,3,'checklist_versions',2,NULL,'{"id": 2, "version": 1, "store_id": 1, "checklist_id": 2, "number": 1, "valid_from": "2000-01-01", "shipped": 4, "base": "{\"areas\": [{\"code\": \"pages\", \"zh\": \"页面\", \"en\": \"Pages\"}, {\"code\": \"operations\", \"zh\": \"运营\", \"en\": \"Operations\"}, {\"code\": \"service\", \"zh\": \"客服\", \"en\": \"Customer service\"}, {\"code\": \"warehouse\", \"zh\": \"仓库\", \"en\": \"Warehouse\"}], \"items\": [{\"code\": \"campaign.pages\", \"area\": \"pages\", \"zh\": \"活动页、主图、价格全部核对\", \"en\": \"Campaign pages, main pictures and prices all checked\", \"requirement_zh\": \"开始前和开始后各核对一次\", \"requirement_en\": \"Check them once before and once after the start\", \"role\": \"design\", \"opens\": \"08:00\", \"due\": \"09:30\", \"verify\": true}, {\"code\": \"campaign.coupons\", \"area\": \"pages\", \"zh\": \"优惠券可领可用，叠加后的价格正确\", \"en\": \"Coupons can be taken and used, stacked prices right\", \"requirement_zh\": \"用小号实际下单到付款前一步\", \"requirement_en\": \"Go as far as the last step before paying\", \"role\": \"planning\", \"opens\": \"08:00\", \"due\": \"09:30\", \"verify\": true}, {\"code\": \"campaign.stock\", \"area\": \"operations\", \"zh\": \"活动库存充足，超卖风险已排查\", \"en\": \"Campaign stock sufficient, risk of overselling checked\", \"requirement_zh\": \"活动商品逐款对照报名库存，多平台在售的留出余量\", \"requirement_en\": \"Each campaign product against the stock applied for; keep some back where it sells elsewhere too\", \"role\": \"products\", \"opens\": \"08:00\", \"due\": \"10:00\", \"auto\": \"hero_stock\"}, {\"code\": \"campaign.ads\", \"area\": \"operations\", \"zh\": \"广告预算与余额充足\", \"en\": \"Ad budget and balance sufficient\", \"requirement_zh\": \"每两小时看一次\", \"requirement_en\": \"Look every two hours\", \"role\": \"promotion\", \"opens\": \"08:00\", \"due\": \"22:00\"}, {\"code\": \"campaign.hourly\", \"area\": \"operations\", \"zh\": \"按小时记录销售与流量\", \"en\": \"Sales and traffic noted hour by hour\", \"requirement_zh\": \"与计划相差两成以上立即说明\", \"requirement_en\": \"Speak up at once when 20% off plan\", \"role\": \"data\", \"opens\": \"09:00\", \"due\": \"23:00\"}, {\"code\": \"campaign.service\", \"area\": \"service\", \"zh\": \"客服全员到岗，快捷回复已更新\", \"en\": \"All of service on duty, standard answers updated\", \"requirement_zh\": \"每个时段有人负责，活动规则与优惠能随手答出\", \"requirement_en\": \"Every hour has somebody in charge; rules and offers can be answered at once\", \"role\": \"service_lead\", \"opens\": \"08:00\", \"due\": \"09:00\"}, {\"code\": \"campaign.waiting\", \"area\": \"service\", \"zh\": \"排队人数不超过 5\", \"en\": \"No more than 5 waiting\", \"requirement_zh\": \"看排队人数，记录最高值\", \"requirement_en\": \"Note the highest number\", \"role\": \"service_lead\", \"opens\": \"09:00\", \"due\": \"23:00\", \"kind\": \"number\", \"maximum\": \"5\", \"unit_zh\": \"人\", \"unit_en\": \"people\"}, {\"code\": \"campaign.unpaid\", \"area\": \"service\", \"zh\": \"未付款订单已催付\", \"en\": \"Unpaid orders reminded\", \"requirement_zh\": \"拍下未付款的当天提醒一次，不重复打扰\", \"requirement_en\": \"Remind a buyer who has not paid once, the same day\", \"role\": \"service\", \"opens\": \"10:00\", \"due\": \"22:00\"}, {\"code\": \"campaign.packed\", \"area\": \"warehouse\", \"zh\": \"提前打包三分之一\", \"en\": \"A third of the parcels packed ahead\", \"requirement_zh\": \"按主推款预计销量的三分之一提前打包\", \"requirement_en\": \"A third of the heroes'' expected sales packed ahead\", \"role\": \"warehouse\", \"opens\": \"08:00\", \"due\": \"10:00\"}, {\"code\": \"campaign.printers\", \"area\": \"warehouse\", \"zh\": \"打印机、面单、包材、快递已落实\", \"en\": \"Printers, labels, packing and courier settled\", \"requirement_zh\": \"面单、包材够用到活动结束，快递确认加班揽收\", \"requirement_en\": \"Labels and packing last until the end; couriers agreed to late pick-ups\", \"role\": \"warehouse\", \"opens\": \"08:00\", \"due\": \"10:00\"}, {\"code\": \"campaign.leave\", \"area\": \"operations\", \"zh\": \"今晚活动结束后的恢复清单已备好\", \"en\": \"List of what to put back after the end is ready\", \"requirement_zh\": \"列出要恢复的价格、标题、主图、公告、优惠券\", \"requirement_en\": \"List the prices, titles, pictures, notices and coupons to put back\", \"role\": \"planning\", \"opens\": \"15:00\", \"due\": \"20:00\"}], \"timetable\": [{\"time\": \"08:00\", \"zh\": \"全员到岗，检查页面与优惠券\", \"en\": \"All on duty, pages and coupons checked\", \"end\": \"09:00\", \"purpose_zh\": \"第一位买家看到的就是对的\", \"purpose_en\": \"The first buyer finds everything right\", \"role\": \"manager\"}, {\"time\": \"09:00\", \"zh\": \"销售、流量、库存、排队人数\", \"en\": \"Sales, traffic, stock, people waiting\", \"end\": \"23:00\", \"purpose_zh\": \"盯数据，随时调整\", \"purpose_en\": \"Watch the figures and react at once\", \"role\": \"data\", \"rhythm\": \"hourly\"}, {\"time\": \"12:00\", \"zh\": \"分批吃饭，客服不断线\", \"en\": \"Meals in turns, service always online\", \"end\": \"13:30\", \"purpose_zh\": \"任何时候都有人接待\", \"purpose_en\": \"At no time is nobody there\", \"role\": \"service_lead\"}, {\"time\": \"16:00\", \"zh\": \"第一批发货\", \"en\": \"First parcels leave\", \"end\": \"17:00\", \"purpose_zh\": \"截单前付款的当天发出\", \"purpose_en\": \"What was paid before the cut-off leaves today\", \"role\": \"warehouse\"}, {\"time\": \"20:00\", \"zh\": \"晚高峰全员在线\", \"en\": \"Evening peak, everybody online\", \"end\": \"22:00\", \"purpose_zh\": \"高峰不丢一个询单\", \"purpose_en\": \"No chat is lost at the peak\", \"role\": \"service_lead\"}, {\"time\": \"23:30\", \"zh\": \"收尾，恢复清单\", \"en\": \"Wind up, put things back\", \"end\": \"23:59\", \"purpose_zh\": \"明早页面回到平日\", \"purpose_en\": \"The pages are back to normal by morning\", \"role\": \"planning\"}], \"use\": \"campaign_days\"}", "content": "{\"areas\": [{\"code\": \"pages\", \"zh\": \"页面\", \"en\": \"Pages\"}, {\"code\": \"operations\", \"zh\": \"运营\", \"en\": \"Operations\"}, {\"code\": \"service\", \"zh\": \"客服\", \"en\": \"Customer service\"}, {\"code\": \"warehouse\", \"zh\": \"仓库\", \"en\": \"Warehouse\"}], \"items\": [{\"code\": \"campaign.pages\", \"area\": \"pages\", \"zh\": \"活动页、主图、价格全部核对\", \"en\": \"Campaign pages, main pictures and prices all checked\", \"requirement_zh\": \"开始前和开始后各核对一次\", \"requirement_en\": \"Check them once before and once after the start\", \"role\": \"design\", \"opens\": \"08:00\", \"due\": \"09:30\", \"verify\": true}, {\"code\": \"campaign.coupons\", \"area\": \"pages\", \"zh\": \"优惠券可领可用，叠加后的价格正确\", \"en\": \"Coupons can be taken and used, stacked prices right\", \"requirement_zh\": \"用小号实际下单到付款前一步\", \"requirement_en\": \"Go as far as the last step before paying\", \"role\": \"planning\", \"opens\": \"08:00\", \"due\": \"09:30\", \"verify\": true}, {\"code\": \"campaign.stock\", \"area\": \"operations\", \"zh\": \"活动库存充足，超卖风险已排查\", \"en\": \"Campaign stock sufficient, risk of overselling checked\", \"requirement_zh\": \"活动商品逐款对照报名库存，多平台在售的留出余量\", \"requirement_en\": \"Each campaign product against the stock applied for; keep some back where it sells elsewhere too\", \"role\": \"products\", \"opens\": \"08:00\", \"due\": \"10:00\", \"auto\": \"hero_stock\"}, {\"code\": \"campaign.ads\", \"area\": \"operations\", \"zh\": \"广告预算与余额充足\", \"en\": \"Ad budget and balance sufficient\", \"requirement_zh\": \"每两小时看一次\", \"requirement_en\": \"Look every two hours\", \"role\": \"promotion\", \"opens\": \"08:00\", \"due\": \"22:00\"}, {\"code\": \"campaign.hourly\", \"area\": \"operations\", \"zh\": \"按小时记录销售与流量\", \"en\": \"Sales and traffic noted hour by hour\", \"requirement_zh\": \"与计划相差两成以上立即说明\", \"requirement_en\": \"Speak up at once when 20% off plan\", \"role\": \"data\", \"opens\": \"09:00\", \"due\": \"23:00\"}, {\"code\": \"campaign.service\", \"area\": \"service\", \"zh\": \"客服全员到岗，快捷回复已更新\", \"en\": \"All of service on duty, standard answers updated\", \"requirement_zh\": \"每个时段有人负责，活动规则与优惠能随手答出\", \"requirement_en\": \"Every hour has somebody in charge; rules and offers can be answered at once\", \"role\": \"service_lead\", \"opens\": \"08:00\", \"due\": \"09:00\"}, {\"code\": \"campaign.waiting\", \"area\": \"service\", \"zh\": \"排队人数不超过 5\", \"en\": \"No more than 5 waiting\", \"requirement_zh\": \"看排队人数，记录最高值\", \"requirement_en\": \"Note the highest number\", \"role\": \"service_lead\", \"opens\": \"09:00\", \"due\": \"23:00\", \"kind\": \"number\", \"maximum\": \"5\", \"unit_zh\": \"人\", \"unit_en\": \"people\"}, {\"code\": \"campaign.unpaid\", \"area\": \"service\", \"zh\": \"未付款订单已催付\", \"en\": \"Unpaid orders reminded\", \"requirement_zh\": \"拍下未付款的当天提醒一次，不重复打扰\", \"requirement_en\": \"Remind a buyer who has not paid once, the same day\", \"role\": \"service\", \"opens\": \"10:00\", \"due\": \"22:00\"}, {\"code\": \"campaign.packed\", \"area\": \"warehouse\", \"zh\": \"提前打包三分之一\", \"en\": \"A third of the parcels packed ahead\", \"requirement_zh\": \"按主推款预计销量的三分之一提前打包\", \"requirement_en\": \"A third of the heroes'' expected sales packed ahead\", \"role\": \"warehouse\", \"opens\": \"08:00\", \"due\": \"10:00\"}, {\"code\": \"campaign.printers\", \"area\": \"warehouse\", \"zh\": \"打印机、面单、包材、快递已落实\", \"en\": \"Printers, labels, packing and courier settled\", \"requirement_zh\": \"面单、包材够用到活动结束，快递确认加班揽收\", \"requirement_en\": \"Labels and packing last until the end; couriers agreed to late pick-ups\", \"role\": \"warehouse\", \"opens\": \"08:00\", \"due\": \"10:00\"}, {\"code\": \"campaign.leave\", \"area\": \"operations\", \"zh\": \"今晚活动结束后的恢复清单已备好\", \"en\": \"List of what to put back after the end is ready\", \"requirement_zh\": \"列出要恢复的价格、标题、主图、公告、优惠券\", \"requirement_en\": \"List the prices, titles, pictures, notices and coupons to put back\", \"role\": \"planning\", \"opens\": \"15:00\", \"due\": \"20:00\"}], \"timetable\": [{\"time\": \"08:00\", \"zh\": \"全员到岗，检查页面与优惠券\", \"en\": \"All on duty, pages and coupons checked\", \"end\": \"09:00\", \"purpose_zh\": \"第一位买家看到的就是对的\", \"purpose_en\": \"The first buyer finds everything right\", \"role\": \"manager\"}, {\"time\": \"09:00\", \"zh\": \"销售、流量、库存、排队人数\", \"en\": \"Sales, traffic, stock, people waiting\", \"end\": \"23:00\", \"purpose_zh\": \"盯数据，随时调整\", \"purpose_en\": \"Watch the figures and react at once\", \"role\": \"data\", \"rhythm\": \"hourly\"}, {\"time\": \"12:00\", \"zh\": \"分批吃饭，客服不断线\", \"en\": \"Meals in turns, service always online\", \"end\": \"13:30\", \"purpose_zh\": \"任何时候都有人接待\", \"purpose_en\": \"At no time is nobody there\", \"role\": \"service_lead\"}, {\"time\": \"16:00\", \"zh\": \"第一批发货\", \"en\": \"First parcels leave\", \"end\": \"17:00\", \"purpose_zh\": \"截单前付款的当天发出\", \"purpose_en\": \"What was paid before the cut-off leaves today\", \"role\": \"warehouse\"}, {\"time\": \"20:00\", \"zh\": \"晚高峰全员在线\", \"en\": \"Evening peak, everybody online\", \"end\": \"22:00\", \"purpose_zh\": \"高峰不丢一个询单\", \"purpose_en\": \"No chat is lost at the peak\", \"role\": \"service_lead\"}, {\"time\": \"23:30\", \"zh\": \"收尾，恢复清单\", \"en\": \"Wind up, put things back\", \"end\": \"23:59\", \"purpose_zh\": \"明早页面回到平日\", \"purpose_en\": \"The pages are back to normal by morning\", \"role\": \"planning\"}], \"use\": \"campaign_days\"}"}');
INSERT INTO "changes" VALUES(6,3,'checklists',3,NULL,'{"id": 3, "version": 1, "store_id": 1, "code": "closing", "name_zh": "收尾检查", "name_en": "Closing", "position": 2, "archived": 0}');
INSERT INTO "changes" VALUES(7,3,'checklist_versions',3,NULL,'{"id": 3, "version": 1, "store_id": 1, "checklist_id": 3, "number": 1, "valid_from": "2000-01-01", "shipped": 2, "base": "{\"areas\": [{\"code\": \"pages\", \"zh\": \"页面\", \"en\": \"Pages\"}, {\"code\": \"operations\", \"zh\": \"运营\", \"en\": \"Operations\"}, {\"code\": \"service\", \"zh\": \"客服\", \"en\": \"Customer service\"}], \"items\": [{\"code\": \"closing.pages\", \"area\": \"pages\", \"zh\": \"活动结束的页面已恢复\", \"en\": \"Pages of ended campaigns put back\", \"requirement_zh\": \"价格、标签、主图、文案逐页恢复\", \"requirement_en\": \"Prices, tags, main pictures and texts put back page by page\", \"role\": \"design\", \"opens\": \"19:00\", \"due\": \"20:30\", \"auto\": \"campaign_ended\"}, {\"code\": \"closing.shipped\", \"area\": \"service\", \"zh\": \"今日 15:00 前付款的订单已全部发出\", \"en\": \"Everything paid before 15:00 has left\", \"requirement_zh\": \"未发出的逐单写明原因并告知买家\", \"requirement_en\": \"For each one left, note why and tell the buyer\", \"role\": \"warehouse\", \"opens\": \"18:00\", \"due\": \"20:00\"}, {\"code\": \"closing.chats\", \"area\": \"service\", \"zh\": \"未回复的对话已清零\", \"en\": \"No chat left unanswered\", \"requirement_zh\": \"每个对话有答复，承诺过的转给明早的班次\", \"requirement_en\": \"Every chat is answered; what was promised is handed to the morning shift\", \"role\": \"service\", \"opens\": \"20:00\", \"due\": \"21:30\"}, {\"code\": \"closing.reviews\", \"area\": \"service\", \"zh\": \"晚间评价与问大家已回复\", \"en\": \"Evening''s reviews and questions answered\", \"requirement_zh\": \"先致歉，再说明原因，最后给出处理办法\", \"requirement_en\": \"First an apology, then the cause, then what is offered\", \"role\": \"service\", \"opens\": \"20:00\", \"due\": \"21:30\"}, {\"code\": \"closing.ads\", \"area\": \"operations\", \"zh\": \"广告余额够到明早\", \"en\": \"Ad balance lasts until morning\", \"requirement_zh\": \"各广告账户的余额都够到明早上班\", \"requirement_en\": \"Every ad account lasts until work begins tomorrow\", \"role\": \"promotion\", \"opens\": \"20:00\", \"due\": \"21:30\"}, {\"code\": \"closing.plan\", \"area\": \"operations\", \"zh\": \"明日计划已写好\", \"en\": \"Plan for tomorrow written\", \"requirement_zh\": \"明日主推、活动节点、值班人员已写明\", \"requirement_en\": \"Tomorrow''s heroes, milestones and people on duty are written down\", \"role\": \"manager\", \"opens\": \"20:00\", \"due\": \"21:30\", \"kind\": \"text\"}, {\"code\": \"closing.problems\", \"area\": \"operations\", \"zh\": \"今日问题都有跟进人和期限\", \"en\": \"Every problem of today has an owner and a date\", \"requirement_zh\": \"逐条核对跟进人和期限，没有的当场定下\", \"requirement_en\": \"Go through them: each has somebody and a day, or gets them now\", \"role\": \"manager\", \"opens\": \"20:00\", \"due\": \"21:30\"}, {\"code\": \"closing.room\", \"area\": \"operations\", \"zh\": \"设备、门窗、电源已检查\", \"en\": \"Machines, doors and power checked\", \"requirement_zh\": \"电脑、打印机、照明关闭，门窗锁好\", \"requirement_en\": \"Computers, printers and lights off, doors and windows locked\", \"role\": \"service\", \"opens\": \"21:00\", \"due\": \"22:00\"}], \"timetable\": []}", "content": "{\"areas\": [{\"code\": \"pages\", \"zh\": \"页面\", \"en\": \"Pages\"}, {\"code\": \"operations\", \"zh\": \"运营\", \"en\": \"Operations\"}, {\"code\": \"service\", \"zh\": \"客服\", \"en\": \"Customer service\"}], \"items\": [{\"code\": \"closing.pages\", \"area\": \"pages\", \"zh\": \"活动结束的页面已恢复\", \"en\": \"Pages of ended campaigns put back\", \"requirement_zh\": \"价格、标签、主图、文案逐页恢复\", \"requirement_en\": \"Prices, tags, main pictures and texts put back page by page\", \"role\": \"design\", \"opens\": \"19:00\", \"due\": \"20:30\", \"auto\": \"campaign_ended\"}, {\"code\": \"closing.shipped\", \"area\": \"service\", \"zh\": \"今日 15:00 前付款的订单已全部发出\", \"en\": \"Everything paid before 15:00 has left\", \"requirement_zh\": \"未发出的逐单写明原因并告知买家\", \"requirement_en\": \"For each one left, note why and tell the buyer\", \"role\": \"warehouse\", \"opens\": \"18:00\", \"due\": \"20:00\"}, {\"code\": \"closing.chats\", \"area\": \"service\", \"zh\": \"未回复的对话已清零\", \"en\": \"No chat left unanswered\", \"requirement_zh\": \"每个对话有答复，承诺过的转给明早的班次\", \"requirement_en\": \"Every chat is answered; what was promised is handed to the morning shift\", \"role\": \"service\", \"opens\": \"20:00\", \"due\": \"21:30\"}, {\"code\": \"closing.reviews\", \"area\": \"service\", \"zh\": \"晚间评价与问大家已回复\", \"en\": \"Evening''s reviews and questions answered\", \"requirement_zh\": \"先致歉，再说明原因，最后给出处理办法\", \"requirement_en\": \"First an apology, then the cause, then what is offered\", \"role\": \"service\", \"opens\": \"20:00\", \"due\": \"21:30\"}, {\"code\": \"closing.ads\", \"area\": \"operations\", \"zh\": \"广告余额够到明早\", \"en\": \"Ad balance lasts until morning\", \"requirement_zh\": \"各广告账户的余额都够到明早上班\", \"requirement_en\": \"Every ad account lasts until work begins tomorrow\", \"role\": \"promotion\", \"opens\": \"20:00\", \"due\": \"21:30\"}, {\"code\": \"closing.plan\", \"area\": \"operations\", \"zh\": \"明日计划已写好\", \"en\": \"Plan for tomorrow written\", \"requirement_zh\": \"明日主推、活动节点、值班人员已写明\", \"requirement_en\": \"Tomorrow''s heroes, milestones and people on duty are written down\", \"role\": \"manager\", \"opens\": \"20:00\", \"due\": \"21:30\", \"kind\": \"text\"}, {\"code\": \"closing.problems\", \"area\": \"operations\", \"zh\": \"今日问题都有跟进人和期限\", \"en\": \"Every problem of today has an owner and a date\", \"requirement_zh\": \"逐条核对跟进人和期限，没有的当场定下\", \"requirement_en\": \"Go through them: each has somebody and a day, or gets them now\", \"role\": \"manager\", \"opens\": \"20:00\", \"due\": \"21:30\"}, {\"code\": \"closing.room\", \"area\": \"operations\", \"zh\": \"设备、门窗、电源已检查\", \"en\": \"Machines, doors and power checked\", \"requirement_zh\": \"电脑、打印机、照明关闭，门窗锁好\", \"requirement_en\": \"Computers, printers and lights off, doors and windows locked\", \"role\": \"service\", \"opens\": \"21:00\", \"due\": \"22:00\"}], \"timetable\": []}"}');
INSERT INTO "changes" VALUES(8,4,'shifts',1,NULL,'{"id": 1, "version": 1, "store_id": 1, "code": "early", "name_zh": "早班", "name_en": "Early", "starts": "09:00", "ends": "17:30", "pause_minutes": 60, "position": 0, "hidden": 0}');
INSERT INTO "changes" VALUES(9,4,'shifts',2,NULL,'{"id": 2, "version": 1, "store_id": 1, "code": "late", "name_zh": "晚班", "name_en": "Late", "starts": "13:30", "ends": "22:00", "pause_minutes": 60, "position": 1, "hidden": 0}');
INSERT INTO "changes" VALUES(10,4,'shifts',3,NULL,'{"id": 3, "version": 1, "store_id": 1, "code": "day", "name_zh": "正常班", "name_en": "Day", "starts": "09:00", "ends": "18:00", "pause_minutes": 60, "position": 2, "hidden": 0}');
INSERT INTO "changes" VALUES(11,5,'setup_plans',1,'{"id": 1, "version": 1, "store_id": 1, "template": "tmall.flagship", "template_version": 4, "started_on": "2026-03-16", "opening_on": null, "trademark": "r", "category": "other", "expected_year_fen": null, "brand": null, "producer": null, "mark": null, "sells": null, "holder": null, "left_out": "[]"}','{"id": 1, "version": 2, "store_id": 1, "template": "tmall.flagship", "template_version": 4, "started_on": "2026-03-16", "opening_on": null, "trademark": "r", "category": "food", "expected_year_fen": null, "brand": "agent", "producer": null, "mark": null, "sells": "food", "holder": null, "left_out": "[]"}');
INSERT INTO "changes" VALUES(12,6,'setup_fees',1,NULL,'{"id": 1, "version": 1, "store_id": 1, "item": "commission", "amount_fen": null, "rate": "0.03", "source": "商家后台", "as_of": "2026-03-16", "withdrawn": 0, "category": "茶", "valid_from": null, "platform": "tmall", "store_type": null, "trademark": null, "ladder": "", "link": "", "verified": 0, "note": ""}');
INSERT INTO "changes" VALUES(13,7,'setup_visits',1,NULL,'{"id": 1, "version": 1, "store_id": 1, "code": "visit.brand", "position": 20, "title": null, "also": null, "papers": null, "packed": "[\"doc.licence\"]", "on_day": null, "note": "", "own": 0}');
INSERT INTO "changes" VALUES(14,9,'people',1,NULL,'{"id": 1, "version": 1, "store_id": 1, "name": "小满", "mark": "", "department_code": "service", "role_code": "service", "hired_on": "2025-06-01", "left_on": null, "base_fen": 200000, "phone": null, "email": null, "note": ""}');
INSERT INTO "changes" VALUES(15,9,'staff_events',1,NULL,'{"id": 1, "version": 1, "store_id": 1, "person_id": 1, "day": "2025-06-01", "kind": "hired", "department_code": "service", "role_code": "service", "base_fen": 200000, "reason": null, "successor_id": null, "note": ""}');
INSERT INTO "changes" VALUES(16,10,'roster_days',1,NULL,'{"id": 1, "version": 1, "store_id": 1, "person_id": 1, "day": "2026-03-16", "duty": "early", "note": ""}');
INSERT INTO "changes" VALUES(17,11,'roster_days',1,'{"id": 1, "version": 1, "store_id": 1, "person_id": 1, "day": "2026-03-16", "duty": "early", "note": ""}','{"id": 1, "version": 2, "store_id": 1, "person_id": 1, "day": "2026-03-16", "duty": "early", "note": "交接给晚班"}');
INSERT INTO "changes" VALUES(18,12,'campaigns',1,NULL,'{"id": 1, "version": 1, "store_id": 1, "name": "38焕新周", "kind": "discount", "state": "idea", "start": "2026-03-04", "end": "2026-03-08", "warm_up_on": null, "programme": "", "offer": "", "free_shipping": null, "courier": "", "owner": "", "budget_fen": null, "plan_visitors": null, "plan_orders": null, "plan_sales_fen": null, "plan_pieces": null, "plan_chats": null, "plan_service": null, "plan_packers": null, "plan_boxes": null, "plan_profit_fen": null, "spend_fen": null, "reason": "", "lessons": "", "note": ""}');
INSERT INTO "changes" VALUES(19,12,'milestones',1,NULL,'{"id": 1, "version": 1, "store_id": 1, "campaign_id": 1, "code": "select", "title_zh": "选定活动商品", "title_en": "Choose the products", "anchor": "start", "offset_days": -30, "due": "2026-02-02", "owner": "", "after_id": null, "done_on": null, "done_by": "", "note": ""}');
INSERT INTO "changes" VALUES(20,12,'milestones',2,NULL,'{"id": 2, "version": 1, "store_id": 1, "campaign_id": 1, "code": "apply", "title_zh": "提交活动报名", "title_en": "Send the application", "anchor": "start", "offset_days": -21, "due": "2026-02-11", "owner": "", "after_id": null, "done_on": null, "done_by": "", "note": ""}');
INSERT INTO "changes" VALUES(21,12,'milestones',3,NULL,'{"id": 3, "version": 1, "store_id": 1, "campaign_id": 1, "code": "stock_order", "title_zh": "确定备货数量（最迟开始前一周）", "title_en": "Decide the stock order (one week before at the latest)", "anchor": "start", "offset_days": -14, "due": "2026-02-18", "owner": "", "after_id": null, "done_on": null, "done_by": "", "note": ""}');
INSERT INTO "changes" VALUES(22,12,'milestones',4,NULL,'{"id": 4, "version": 1, "store_id": 1, "campaign_id": 1, "code": "pictures", "title_zh": "主图、详情和海报定稿", "title_en": "Pictures, product pages and posters ready", "anchor": "start", "offset_days": -10, "due": "2026-02-22", "owner": "", "after_id": null, "done_on": null, "done_by": "", "note": ""}');
INSERT INTO "changes" VALUES(23,12,'milestones',5,NULL,'{"id": 5, "version": 1, "store_id": 1, "campaign_id": 1, "code": "prices", "title_zh": "设置活动价格和优惠", "title_en": "Set prices and offers", "anchor": "start", "offset_days": -7, "due": "2026-02-25", "owner": "", "after_id": null, "done_on": null, "done_by": "", "note": ""}');
INSERT INTO "changes" VALUES(24,12,'milestones',6,NULL,'{"id": 6, "version": 1, "store_id": 1, "campaign_id": 1, "code": "warm_up", "title_zh": "预热：通知会员、投放推广", "title_en": "Warm up: tell members, start advertising", "anchor": "start", "offset_days": -5, "due": "2026-02-27", "owner": "", "after_id": null, "done_on": null, "done_by": "", "note": ""}');
INSERT INTO "changes" VALUES(25,12,'milestones',7,NULL,'{"id": 7, "version": 1, "store_id": 1, "campaign_id": 1, "code": "rosters", "title_zh": "排好客服和发货班次，备足包装", "title_en": "Rosters for service and shipping set, packaging in stock", "anchor": "start", "offset_days": -3, "due": "2026-03-01", "owner": "", "after_id": null, "done_on": null, "done_by": "", "note": ""}');
INSERT INTO "changes" VALUES(26,12,'milestones',8,NULL,'{"id": 8, "version": 1, "store_id": 1, "campaign_id": 1, "code": "check", "title_zh": "逐页检查页面和价格", "title_en": "Check every page and price", "anchor": "start", "offset_days": -1, "due": "2026-03-03", "owner": "", "after_id": null, "done_on": null, "done_by": "", "note": ""}');
INSERT INTO "changes" VALUES(27,12,'milestones',9,NULL,'{"id": 9, "version": 1, "store_id": 1, "campaign_id": 1, "code": "watch", "title_zh": "开售当天每小时盯数据", "title_en": "Watch the figures every hour", "anchor": "start", "offset_days": 0, "due": "2026-03-04", "owner": "", "after_id": null, "done_on": null, "done_by": "", "note": ""}');
INSERT INTO "changes" VALUES(28,12,'milestones',10,NULL,'{"id": 10, "version": 1, "store_id": 1, "campaign_id": 1, "code": "leftovers", "title_zh": "检查页面，撤下活动残留", "title_en": "Check all pages for leftovers", "anchor": "end", "offset_days": 1, "due": "2026-03-09", "owner": "", "after_id": null, "done_on": null, "done_by": "", "note": ""}');
INSERT INTO "changes" VALUES(29,12,'milestones',11,NULL,'{"id": 11, "version": 1, "store_id": 1, "campaign_id": 1, "code": "after_sales", "title_zh": "售后高峰结束，清点未结售后", "title_en": "After-sales peak over, open cases counted", "anchor": "end", "offset_days": 3, "due": "2026-03-11", "owner": "", "after_id": null, "done_on": null, "done_by": "", "note": ""}');
INSERT INTO "changes" VALUES(30,12,'milestones',12,NULL,'{"id": 12, "version": 1, "store_id": 1, "campaign_id": 1, "code": "review", "title_zh": "活动复盘", "title_en": "Review the campaign", "anchor": "end", "offset_days": 7, "due": "2026-03-15", "owner": "", "after_id": null, "done_on": null, "done_by": "", "note": ""}');
INSERT INTO "changes" VALUES(31,13,'unit_costs',1,NULL,'{"id": 1, "version": 1, "store_id": 1, "product_id": "600001", "variant": "", "merchant_code": "", "title": "杯子", "cost_fen": 1250, "valid_from": "2000-01-01", "sellable": null, "weight_grams": null, "note": ""}');
INSERT INTO "changes" VALUES(32,14,'dated_costs',1,NULL,'{"id": 1, "version": 1, "store_id": 1, "kind": "rent", "rhythm": "monthly", "amount_fen": 300000, "first_day": "2026-01-01", "last_day": null, "note": "仓库"}');
INSERT INTO "changes" VALUES(33,15,'tax_quarters',1,NULL,'{"id": 1, "version": 1, "store_id": 1, "quarter": "2025-10-01", "income_fen": 5000000, "returned_fen": null, "net_fen": null, "declared_fen": null, "without_vat": 1, "vat_rate": null, "basis": null, "outside_fen": null, "fees_fen": null, "note": ""}');
INSERT INTO "changes" VALUES(34,16,'targets',1,NULL,'{"id": 1, "version": 1, "store_id": 1, "month": "2026-03-01", "metric": "paid_amount", "product_group": "", "value": 20000000, "locked": 1}');
INSERT INTO "changes" VALUES(35,17,'targets',2,NULL,'{"id": 2, "version": 1, "store_id": 1, "month": "2026-01-01", "metric": "paid_amount", "product_group": "", "value": 21347306, "locked": 0}');
INSERT INTO "changes" VALUES(36,17,'targets',3,NULL,'{"id": 3, "version": 1, "store_id": 1, "month": "2026-02-01", "metric": "paid_amount", "product_group": "", "value": 19281437, "locked": 0}');
INSERT INTO "changes" VALUES(37,17,'targets',4,NULL,'{"id": 4, "version": 1, "store_id": 1, "month": "2026-04-01", "metric": "paid_amount", "product_group": "", "value": 20658683, "locked": 0}');
INSERT INTO "changes" VALUES(38,17,'targets',5,NULL,'{"id": 5, "version": 1, "store_id": 1, "month": "2026-05-01", "metric": "paid_amount", "product_group": "", "value": 21347305, "locked": 0}');
INSERT INTO "changes" VALUES(39,17,'targets',6,NULL,'{"id": 6, "version": 1, "store_id": 1, "month": "2026-06-01", "metric": "paid_amount", "product_group": "", "value": 20658683, "locked": 0}');
INSERT INTO "changes" VALUES(40,17,'targets',7,NULL,'{"id": 7, "version": 1, "store_id": 1, "month": "2026-07-01", "metric": "paid_amount", "product_group": "", "value": 21347305, "locked": 0}');
INSERT INTO "changes" VALUES(41,17,'targets',8,NULL,'{"id": 8, "version": 1, "store_id": 1, "month": "2026-08-01", "metric": "paid_amount", "product_group": "", "value": 21347305, "locked": 0}');
INSERT INTO "changes" VALUES(42,17,'targets',9,NULL,'{"id": 9, "version": 1, "store_id": 1, "month": "2026-09-01", "metric": "paid_amount", "product_group": "", "value": 20658683, "locked": 0}');
INSERT INTO "changes" VALUES(43,17,'targets',10,NULL,'{"id": 10, "version": 1, "store_id": 1, "month": "2026-10-01", "metric": "paid_amount", "product_group": "", "value": 21347305, "locked": 0}');
INSERT INTO "changes" VALUES(44,17,'targets',11,NULL,'{"id": 11, "version": 1, "store_id": 1, "month": "2026-11-01", "metric": "paid_amount", "product_group": "", "value": 20658683, "locked": 0}');
INSERT INTO "changes" VALUES(45,17,'targets',12,NULL,'{"id": 12, "version": 1, "store_id": 1, "month": "2026-12-01", "metric": "paid_amount", "product_group": "", "value": 21347305, "locked": 0}');
INSERT INTO "changes" VALUES(46,17,'target_years',1,NULL,'{"id": 1, "version": 1, "store_id": 1, "year": 2026, "metric": "paid_amount", "product_group": "", "value": 250000000}');
INSERT INTO "changes" VALUES(47,18,'target_days',1,NULL,'{"id": 1, "version": 1, "store_id": 1, "day": "2026-03-08", "metric": "paid_amount", "product_group": "", "value": 900000}');
INSERT INTO "changes" VALUES(48,19,'targets',13,NULL,'{"id": 13, "version": 1, "store_id": 1, "month": "2026-03-01", "metric": "paid_amount", "product_group": "杯具", "value": 3000000, "locked": 1}');
INSERT INTO "changes" VALUES(49,20,'assortment_rows',1,NULL,'{"id": 1, "version": 1, "store_id": 1, "year": 2026, "quarter": 2, "product_group": "杯具", "role": "rest", "products": null, "pieces": 300, "price_fen": null, "amount_fen": null, "share": null}');
INSERT INTO "changes" VALUES(50,21,'worksheets',1,NULL,'{"id": 1, "version": 1, "store_id": 1, "day": "2026-03-16", "checklist_id": 1, "version_id": 1, "started_at": "2026-03-16 09:00:00", "note": ""}');
INSERT INTO "changes" VALUES(51,21,'answers',1,NULL,'{"id": 1, "version": 1, "store_id": 1, "worksheet_id": 1, "item_code": "pages.after_campaign", "result": "na", "number": null, "words": "", "file": "", "who": "", "at": "2026-03-16 09:00:00", "auto": 1, "reason": "", "verified_by": "", "verified_at": null, "problem_id": null, "said": "{\"template\": \"No campaign ended yesterday.\", \"values\": {}}"}');
INSERT INTO "changes" VALUES(52,21,'answers',2,NULL,'{"id": 2, "version": 1, "store_id": 1, "worksheet_id": 1, "item_code": "operations.preparing", "result": "na", "number": null, "words": "", "file": "", "who": "", "at": "2026-03-16 09:00:00", "auto": 1, "reason": "", "verified_by": "", "verified_at": null, "problem_id": null, "said": "{\"template\": \"No campaign is in preparation.\", \"values\": {}}"}');
INSERT INTO "changes" VALUES(53,21,'answers',3,NULL,'{"id": 3, "version": 1, "store_id": 1, "worksheet_id": 1, "item_code": "pages.notices", "result": "pass", "number": null, "words": "", "file": "", "who": "小满", "at": "2026-03-16 09:00:00", "auto": 0, "reason": "", "verified_by": "", "verified_at": null, "problem_id": null, "said": null}');
INSERT INTO "changes" VALUES(54,22,'problems',1,NULL,'{"id": 1, "version": 1, "store_id": 1, "title": "横幅链接打不开", "detail": "", "area": "", "item_code": "", "worksheet_id": null, "severity": "normal", "state": "open", "owner": "", "due": null, "opened_on": "2026-03-16", "opened_by": "", "needs_second": 0, "done_by": "", "result": "", "closed_on": null, "closed_by": "", "reopened": 0, "inspect_on": null}');
INSERT INTO "changes" VALUES(55,23,'handbook_entries',1,NULL,'{"id": 1, "version": 1, "store_id": 1, "kind": "answer", "topic": "", "title": "几天能到？", "text": "三天内到。", "words": "", "role_code": null, "limit_fen": null, "valid_from": null, "source": "", "checked_on": null, "checked_by": "", "code": ""}');
INSERT INTO "changes" VALUES(56,24,'handbook_ticks',1,NULL,'{"id": 1, "version": 1, "store_id": 1, "entry_id": 1, "person_id": 1, "digest": "f3e3e37ab160d019", "learned_on": "2026-03-16"}');
INSERT INTO "changes" VALUES(57,25,'inspection_rounds',1,NULL,'{"id": 1, "version": 1, "store_id": 1, "name": "首页巡检", "places": "店招\n主视觉", "best": 5, "every": null, "owner": ""}');
INSERT INTO "changes" VALUES(58,26,'inspection_marks',1,NULL,'{"id": 1, "version": 1, "store_id": 1, "round_id": 1, "day": "2026-03-16", "place": "店招", "points": 4, "note": "字太小", "who": "", "problem_id": null}');
INSERT INTO "changes" VALUES(59,27,'standing_tasks',1,NULL,'{"id": 1, "version": 1, "store_id": 1, "title": "整理标准答案", "what": "", "rhythm": "weeks", "every": 1, "start": "2026-03-16", "until": null, "owner": "", "role_code": null, "review_on": null, "code": ""}');
INSERT INTO "changes" VALUES(60,28,'standing_done',1,NULL,'{"id": 1, "version": 1, "store_id": 1, "task_id": 1, "due_on": "2026-03-16", "done_on": "2026-03-16", "who": "小满"}');
INSERT INTO "changes" VALUES(61,29,'suppliers',1,NULL,'{"id": 1, "version": 1, "store_id": 1, "name": "谷雨家纺厂", "goods": "", "contact": "小满", "phone": "", "city": "", "note": "", "chosen_on": null, "reason": ""}');
INSERT INTO "changes" VALUES(62,30,'supplier_terms',1,NULL,'{"id": 1, "version": 1, "store_id": 1, "supplier_id": 1, "term": "lead_time", "said": "现货 2 天", "points": 5}');
INSERT INTO "changes" VALUES(63,31,'supplier_weights',1,NULL,'{"id": 1, "version": 1, "store_id": 1, "term": "lead_time", "title": "", "weight": 5}');
INSERT INTO "changes" VALUES(64,32,'supplier_prices',1,NULL,'{"id": 1, "version": 1, "store_id": 1, "supplier_id": 1, "product_id": "600001", "goods": "", "from_pieces": 100, "price_fen": 1180}');
INSERT INTO "changes" VALUES(65,33,'setup_budgets',1,NULL,'{"id": 1, "version": 1, "store_id": 1, "stated_total_fen": 27065000, "fixed_month_fen": 0, "gross_margin": "0.40", "ads": "0.10", "people": "0.06", "commission": "0.05", "shipping": "0.05", "tax": "0.045", "other": "0.02", "start_money_fen": null, "careful_sales": "0.8", "careful_costs": "1.1", "bold_sales": "1.2", "bold_costs": "0.95"}');
INSERT INTO "changes" VALUES(66,33,'setup_budget_phases',1,NULL,'{"id": 1, "version": 1, "store_id": 1, "position": 10, "title": "Months 1 and 2", "starts_on": "2026-03-01", "ends_on": "2026-04-30", "month_target_fen": null}');
INSERT INTO "changes" VALUES(67,33,'setup_budget_lines',1,NULL,'{"id": 1, "version": 1, "store_id": 1, "phase_id": 1, "kind": "deposit", "amount_fen": 16000000, "note": "", "name": "", "on_day": "2026-04-01", "becomes": null, "returns_on": null, "statement_kind": null, "statement_words": "", "fee_item": null}');
INSERT INTO "changes" VALUES(68,33,'setup_budget_phases',2,NULL,'{"id": 2, "version": 1, "store_id": 1, "position": 20, "title": "Months 3 to 7", "starts_on": "2026-05-01", "ends_on": "2026-09-30", "month_target_fen": null}');
INSERT INTO "changes" VALUES(69,33,'setup_budget_lines',2,NULL,'{"id": 2, "version": 1, "store_id": 1, "phase_id": 2, "kind": "hardware_wages", "amount_fen": 11065000, "note": "", "name": "Month 3 and month 7 together", "on_day": null, "becomes": null, "returns_on": null, "statement_kind": null, "statement_words": "", "fee_item": null}');
INSERT INTO "changes" VALUES(70,33,'setup_budget_phases',3,NULL,'{"id": 3, "version": 1, "store_id": 1, "position": 30, "title": "Months 8 to 12", "starts_on": "2026-10-01", "ends_on": "2027-02-28", "month_target_fen": null}');
INSERT INTO "changes" VALUES(71,33,'setup_budget_lines',3,NULL,'{"id": 3, "version": 1, "store_id": 1, "phase_id": 3, "kind": "other", "amount_fen": 40000000, "note": "", "name": "Campaign money", "on_day": null, "becomes": null, "returns_on": null, "statement_kind": null, "statement_words": "", "fee_item": null}');
INSERT INTO "changes" VALUES(72,34,'setup_budget_lines',1,'{"id": 1, "version": 1, "store_id": 1, "phase_id": 1, "kind": "deposit", "amount_fen": 16000000, "note": "", "name": "", "on_day": "2026-04-01", "becomes": null, "returns_on": null, "statement_kind": null, "statement_words": "", "fee_item": null}','{"id": 1, "version": 2, "store_id": 1, "phase_id": 1, "kind": "deposit", "amount_fen": 16000000, "note": "", "name": "保证金", "on_day": "2026-04-01", "becomes": null, "returns_on": "2027-03-01", "statement_kind": "deposit", "statement_words": "", "fee_item": null}');
INSERT INTO "changes" VALUES(73,35,'setup_budget_lines',3,'{"id": 3, "version": 1, "store_id": 1, "phase_id": 3, "kind": "other", "amount_fen": 40000000, "note": "", "name": "Campaign money", "on_day": null, "becomes": null, "returns_on": null, "statement_kind": null, "statement_words": "", "fee_item": null}','{"id": 3, "version": 2, "store_id": 1, "phase_id": 3, "kind": "other", "amount_fen": 40000000, "note": "", "name": "年费", "on_day": null, "becomes": null, "returns_on": null, "statement_kind": null, "statement_words": "", "fee_item": "yearly_fee"}');
INSERT INTO "changes" VALUES(74,36,'setup_budget_actuals',1,NULL,'{"id": 1, "version": 1, "store_id": 1, "line_id": 1, "on_day": "2026-03-16", "amount_fen": 10000, "note": "", "source": null, "account": null, "line_key": null}');
INSERT INTO "changes" VALUES(75,37,'prepared',1,NULL,'{"id": 1, "version": 1, "store_id": 1, "product_id": "600001", "item": "photo_front", "done_on": "2026-03-16", "who": "小满"}');
INSERT INTO "changes" VALUES(76,37,'prepared',2,NULL,'{"id": 2, "version": 1, "store_id": 1, "product_id": "", "item": "home", "done_on": "2026-03-16", "who": "小满"}');
INSERT INTO "changes" VALUES(77,38,'preparation_items',1,NULL,'{"id": 1, "version": 1, "store_id": 1, "item": "own-8786a9c0e2da", "title": "短视频", "each": 1, "left_out": 0}');
INSERT INTO "changes" VALUES(78,39,'courier_rates',1,NULL,'{"id": 1, "version": 1, "store_id": 1, "province": "江苏", "first_grams": 1000, "first_fen": 320, "steps": "2kg 4.00", "next_grams": 1000, "next_fen": 100, "valid_from": "2026-03-16", "courier": "谷雨快运", "unserved": 0}');
INSERT INTO "changes" VALUES(79,39,'courier_rates',2,NULL,'{"id": 2, "version": 1, "store_id": 1, "province": "浙江", "first_grams": 1000, "first_fen": 320, "steps": "2kg 4.00", "next_grams": 1000, "next_fen": 100, "valid_from": "2026-03-16", "courier": "谷雨快运", "unserved": 0}');
INSERT INTO "changes" VALUES(80,39,'courier_rates',3,NULL,'{"id": 3, "version": 1, "store_id": 1, "province": "上海", "first_grams": 1000, "first_fen": 320, "steps": "2kg 4.00", "next_grams": 1000, "next_fen": 100, "valid_from": "2026-03-16", "courier": "谷雨快运", "unserved": 0}');
INSERT INTO "changes" VALUES(81,39,'courier_rates',4,NULL,'{"id": 4, "version": 1, "store_id": 1, "province": "新疆", "first_grams": 1000, "first_fen": null, "steps": "", "next_grams": 1000, "next_fen": null, "valid_from": "2026-03-16", "courier": "谷雨快运", "unserved": 1}');
INSERT INTO "changes" VALUES(82,39,'courier_rates',5,NULL,'{"id": 5, "version": 1, "store_id": 1, "province": "", "first_grams": 1000, "first_fen": 500, "steps": "2kg 7.00", "next_grams": 1000, "next_fen": 200, "valid_from": "2026-03-16", "courier": "谷雨快运", "unserved": 0}');
INSERT INTO "changes" VALUES(83,40,'courier_rates',6,NULL,'{"id": 6, "version": 1, "store_id": 1, "province": "江苏", "first_grams": 1000, "first_fen": 320, "steps": "2kg 4.00", "next_grams": 1000, "next_fen": 100, "valid_from": "2026-03-16", "courier": "白露快递", "unserved": 0}');
INSERT INTO "changes" VALUES(84,40,'courier_choices',1,NULL,'{"id": 1, "version": 1, "store_id": 1, "province": "", "courier": "谷雨快运", "valid_from": "2000-01-01"}');
INSERT INTO "changes" VALUES(85,40,'courier_rates',7,NULL,'{"id": 7, "version": 1, "store_id": 1, "province": "浙江", "first_grams": 1000, "first_fen": 320, "steps": "2kg 4.00", "next_grams": 1000, "next_fen": 100, "valid_from": "2026-03-16", "courier": "白露快递", "unserved": 0}');
INSERT INTO "changes" VALUES(86,40,'courier_rates',8,NULL,'{"id": 8, "version": 1, "store_id": 1, "province": "上海", "first_grams": 1000, "first_fen": 320, "steps": "2kg 4.00", "next_grams": 1000, "next_fen": 100, "valid_from": "2026-03-16", "courier": "白露快递", "unserved": 0}');
INSERT INTO "changes" VALUES(87,40,'courier_rates',9,NULL,'{"id": 9, "version": 1, "store_id": 1, "province": "新疆", "first_grams": 1000, "first_fen": null, "steps": "", "next_grams": 1000, "next_fen": null, "valid_from": "2026-03-16", "courier": "白露快递", "unserved": 1}');
INSERT INTO "changes" VALUES(88,40,'courier_rates',10,NULL,'{"id": 10, "version": 1, "store_id": 1, "province": "", "first_grams": 1000, "first_fen": 500, "steps": "2kg 7.00", "next_grams": 1000, "next_fen": 200, "valid_from": "2026-03-16", "courier": "白露快递", "unserved": 0}');
INSERT INTO "changes" VALUES(89,41,'courier_choices',2,NULL,'{"id": 2, "version": 1, "store_id": 1, "province": "上海", "courier": "白露快递", "valid_from": "2026-03-16"}');
INSERT INTO "changes" VALUES(90,42,'meeting_points',1,NULL,'{"id": 1, "version": 1, "store_id": 1, "kind": "weekly", "day": "2026-03-16", "topic": "春夏换季", "decision": "", "owner": "", "due": null, "problem_id": null}');
INSERT INTO "changes" VALUES(91,44,'answers',4,NULL,'{"id": 4, "version": 1, "store_id": 1, "worksheet_id": 1, "item_code": "meeting.figures", "result": "pass", "number": null, "words": "", "file": "", "who": "", "at": "2026-03-16 09:00:00", "auto": 1, "reason": "", "verified_by": "", "verified_at": null, "problem_id": null, "said": "{\"template\": \"The figures of {day} are imported.\", \"values\": {\"day\": \"2026-03-15\"}}"}');
CREATE TABLE channel_days (
	id INTEGER NOT NULL, 
	store_id INTEGER NOT NULL, 
	channel VARCHAR(40) NOT NULL, 
	subject VARCHAR NOT NULL, 
	day VARCHAR(10) NOT NULL, 
	impressions INTEGER, 
	clicks INTEGER, 
	spend_fen BIGINT, 
	sales_fen BIGINT, 
	orders INTEGER, 
	cart_adds INTEGER, 
	new_buyers INTEGER, 
	page_visits INTEGER, 
	store_visits INTEGER, 
	favourites INTEGER, 
	first_import_id INTEGER, 
	import_id INTEGER, 
	file_row INTEGER, 
	CONSTRAINT pk_channel_days PRIMARY KEY (id), 
	CONSTRAINT uq_channel_days_store_id UNIQUE (store_id, channel, subject, day), 
	CONSTRAINT fk_channel_days_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE
);
CREATE TABLE checklist_versions (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	store_id INTEGER NOT NULL, 
	checklist_id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	valid_from VARCHAR(10) NOT NULL, 
	shipped INTEGER NOT NULL, 
	base VARCHAR NOT NULL, 
	content VARCHAR NOT NULL, 
	CONSTRAINT uq_checklist_versions_store_id_checklist_id_number UNIQUE (store_id, checklist_id, number), 
	CONSTRAINT fk_checklist_versions_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE, 
	CONSTRAINT fk_checklist_versions_checklist_id FOREIGN KEY(checklist_id) REFERENCES checklists (id) ON DELETE CASCADE
);
INSERT INTO "checklist_versions" VALUES(1,1,1,1,1,'2000-01-01',3,'{"areas": [{"code": "meeting", "zh": "晨会", "en": "Morning meeting"}, {"code": "pages", "zh": "页面", "en": "Pages"}, {"code": "operations", "zh": "运营", "en": "Operations"}, {"code": "service", "zh": "客服", "en": "Customer service"}, {"code": "warehouse", "zh": "仓库", "en": "Warehouse"}], "items": [{"code": "meeting.figures", "area": "meeting", "zh": "昨日数据已备好", "en": "Yesterday''s figures ready", "requirement_zh": "晨会前备齐销售、流量、活动数据，可以当场查看", "requirement_en": "Have the figures of sales, traffic and campaigns complete and at hand before the meeting", "role": "data", "opens": "08:00", "due": "08:30", "auto": "figures_ready"}, {"code": "meeting.review", "area": "meeting", "zh": "昨日与本月累计已回顾", "en": "Yesterday and month to date reviewed", "requirement_zh": "当场说明与目标的差距和原因", "requirement_en": "Say aloud how far sales are from the target, and why", "role": "manager", "opens": "08:00", "due": "08:40"}, {"code": "meeting.target", "area": "meeting", "zh": "今日目标人人知道", "en": "Today''s target known to everyone", "requirement_zh": "问到每个岗位，人人说得出自己的数字", "requirement_en": "Ask each post: everyone names their own figure", "role": "manager", "opens": "08:00", "due": "08:40"}, {"code": "meeting.campaigns", "area": "meeting", "zh": "进行中的活动已交代", "en": "Running campaigns told", "requirement_zh": "讲清规则和时间，统一优惠的说法", "requirement_en": "Go through rules and dates, and agree on how offers are worded", "role": "planning", "opens": "08:00", "due": "08:40"}, {"code": "meeting.heroes", "area": "meeting", "zh": "今日主推商品已交代，昨日反馈已听取", "en": "Hero products told, yesterday''s feedback heard", "requirement_zh": "逐款讲库存、卖点和常见问题，记下昨天的反馈", "requirement_en": "Name stock, selling points and usual questions of each; note what was heard yesterday", "role": "products", "opens": "08:00", "due": "08:40", "auto": "hero_note"}, {"code": "meeting.new", "area": "meeting", "zh": "新品上架前已讲解", "en": "New products explained before they go live", "requirement_zh": "向客服、美工、仓库讲解，都听懂后再上架", "requirement_en": "Explain them to service, design and warehouse before they go live", "role": "products", "opens": "08:00", "due": "08:40"}, {"code": "pages.notices", "area": "pages", "zh": "公告内容正确、未过期", "en": "Notices right and not out of date", "requirement_zh": "看首页、详情页和自动回复里的公告，过期的当场改掉", "requirement_en": "Read the notices on home page, product pages and in automatic replies; change old ones at once", "role": "design", "opens": "08:30", "due": "10:00"}, {"code": "pages.navigation", "area": "pages", "zh": "导航（含二级）正确，链接均可打开", "en": "Navigation right, second level too, all links open", "requirement_zh": "逐个点开，包括二级导航", "requirement_en": "Click each one, second level too", "role": "design", "opens": "08:30", "due": "10:00"}, {"code": "pages.main_visual", "area": "pages", "zh": "主视觉图文相符、价格正确、未过期、链接正确", "en": "Main visual: text fits product, price right, in date, link right", "requirement_zh": "对照今日活动表", "requirement_en": "Compare with today''s campaigns", "role": "design", "opens": "08:30", "due": "10:00"}, {"code": "pages.banners", "area": "pages", "zh": "轮播与横幅图文相符、价格正确、未过期、链接正确", "en": "Banners: text fits product, price right, in date, link right", "requirement_zh": "每一张都检查", "requirement_en": "Check every one", "role": "design", "opens": "08:30", "due": "10:00"}, {"code": "pages.window", "area": "pages", "zh": "橱窗推荐已满，下架商品未留空位", "en": "Shop window full, no gap left by delisted products", "requirement_zh": "空位当场补上", "requirement_en": "Fill a gap at once", "role": "products", "opens": "08:30", "due": "10:00"}, {"code": "pages.price_in_picture", "area": "pages", "zh": "图片上的价格与实际售价一致", "en": "Price in the picture is the price charged", "requirement_zh": "重点检查活动商品", "requirement_en": "Check campaign products first", "role": "design", "opens": "08:30", "due": "10:00", "verify": true}, {"code": "pages.category", "area": "pages", "zh": "商品分类正确，恢复原价的已移出折扣分类", "en": "Products in the right category, out of discount categories once back at full price", "requirement_zh": "放错分类会拉低搜索排名，折扣分类尤其严重；恢复原价的当天移出折扣分类", "requirement_en": "A wrong category lowers the search rank, a discount category most of all; take products out of it the day their price is back", "role": "products", "opens": "08:30", "due": "10:30"}, {"code": "pages.best_sellers", "area": "pages", "zh": "活动页与首页热销榜正确", "en": "Best sellers on campaign and home page right", "requirement_zh": "核对排名、库存和链接", "requirement_en": "Check order, stock and links", "role": "planning", "opens": "08:30", "due": "10:30"}, {"code": "pages.after_campaign", "area": "pages", "zh": "活动结束后页面已全部检查", "en": "Every page checked after a campaign", "requirement_zh": "每个页面都检查：价格、标签、图片、文案", "requirement_en": "Check all of them: prices, labels, pictures, texts", "role": "planning", "opens": "08:30", "due": "11:00", "auto": "campaign_ended"}, {"code": "pages.product_pages", "area": "pages", "zh": "商品详情页正确", "en": "Product pages right", "requirement_zh": "抽查主推和新品的文字、图片和价格", "requirement_en": "Look at texts, pictures and prices of heroes and new products", "role": "design", "opens": "08:30", "due": "11:00"}, {"code": "pages.rival_pages", "area": "pages", "zh": "竞店首页已查看", "en": "Rivals'' home pages watched", "requirement_zh": "有变化截图记录", "requirement_en": "Keep a picture of what changed", "role": "promotion", "opens": "08:30", "due": "11:00", "auto": "competitors"}, {"code": "pages.spot_check", "area": "pages", "zh": "商品资料与价格抽查", "en": "Spot check of product data and prices", "requirement_zh": "随机抽十款，核对资料与价格", "requirement_en": "Take ten at random and compare data and price", "role": "products", "opens": "08:30", "due": "11:30", "kind": "number", "minimum": "10", "unit_zh": "款", "unit_en": "products"}, {"code": "operations.platform", "area": "operations", "zh": "与平台小二沟通，活动报名及跟进", "en": "Contact with the platform, applications and their follow-up", "requirement_zh": "先办今日截止的，其余写明进展", "requirement_en": "Do what ends today first; note how far the rest is", "role": "planning", "opens": "09:00", "due": "11:30"}, {"code": "operations.brand", "area": "operations", "zh": "与品牌方沟通：货品、页面、赠品、优惠券", "en": "Contact with the brand: goods, pages, gifts, coupons", "requirement_zh": "进行中的活动：货品、页面与文案、赠品、优惠券逐项与品牌方确认", "requirement_en": "For each running campaign: goods, pages and texts, gifts and coupons confirmed with the brand", "role": "operations", "opens": "09:00", "due": "12:00"}, {"code": "operations.preparing", "area": "operations", "zh": "筹备中的活动按节点推进", "en": "Campaigns in preparation on schedule", "requirement_zh": "对照活动节点表", "requirement_en": "Compare with the milestones", "role": "planning", "opens": "09:00", "due": "12:00", "auto": "milestones"}, {"code": "operations.rival_campaigns", "area": "operations", "zh": "竞店活动与新品已查看", "en": "Rivals'' campaigns and new products watched", "requirement_zh": "记下竞店最新的活动与新品，写明哪些值得借鉴", "requirement_en": "Note the rivals'' newest campaigns and products, and what is worth borrowing", "role": "promotion", "opens": "09:00", "due": "12:00"}, {"code": "operations.traffic", "area": "operations", "zh": "昨日流量来源已分析，今日流量已预估，人员已安排", "en": "Yesterday''s traffic sources read, today''s traffic forecast, people planned", "requirement_zh": "昨日访客从哪里来，今日预计来多少，需要安排几个人", "requirement_en": "Where yesterday''s visitors came from, how many are expected today, how many people that takes", "role": "promotion", "opens": "09:00", "due": "12:00"}, {"code": "operations.sales", "area": "operations", "zh": "销售分析", "en": "Sales analysis", "requirement_zh": "找出异常商品，写明原因", "requirement_en": "Find the odd products and note the reason", "role": "data", "opens": "09:00", "due": "12:00"}, {"code": "operations.ads", "area": "operations", "zh": "广告分析：直通车、钻展、淘宝客", "en": "Ads analysis: search, display, affiliates", "requirement_zh": "逐个渠道看余额、花费、投产比，异常的写明原因", "requirement_en": "Read balance, spend and ROI of each channel; note the reason for what is odd", "role": "promotion", "opens": "09:00", "due": "12:00"}, {"code": "service.online", "area": "service", "zh": "9:00 起在线，无迟到早退", "en": "Online from 9:00, nobody late or gone early", "requirement_zh": "从 9:00 到打烊不断线，迟到、早退写明是谁", "requirement_en": "No gap from 9:00 until closing; name who was late or left early", "role": "service_lead", "opens": "09:00", "due": "09:15"}, {"code": "service.handover", "area": "service", "zh": "交接班清楚", "en": "Hand-over between shifts done", "requirement_zh": "未完结的对话和承诺逐条交接", "requirement_en": "Open chats and promises handed over one by one", "role": "service_lead", "opens": "13:00", "due": "17:30"}, {"code": "service.floor", "area": "service", "zh": "现场：错峰休息，始终有人在线", "en": "Floor: breaks staggered, someone always online", "requirement_zh": "用餐和休息轮流安排，任何时候都有人接待", "requirement_en": "Meals and breaks in turns; at no time is nobody there", "role": "service_lead", "opens": "18:00", "due": "21:00"}, {"code": "service.shipped", "area": "service", "zh": "昨日付款订单全部发货，异常与缺货已处理", "en": "Every order paid yesterday shipped, odd and out-of-stock ones handled", "requirement_zh": "缺货立即告知买家", "requirement_en": "Tell the buyer at once when out of stock", "role": "service", "opens": "09:00", "due": "16:00", "auto": "shipped"}, {"code": "service.complaints", "area": "service", "zh": "投诉与纠纷已处理并跟进", "en": "Complaints and disputes handled and followed", "requirement_zh": "当日处理，写明答复和下一步", "requirement_en": "Handle them the same day; note the answer and the next step", "role": "service", "opens": "09:00", "due": "17:00"}, {"code": "service.refunds", "area": "service", "zh": "退款在自动到期前处理", "en": "Refunds handled before the automatic deadline", "requirement_zh": "没有一笔申请拖到系统自动退款", "requirement_en": "No request is left until the platform refunds by itself", "role": "service", "opens": "09:00", "due": "17:00", "auto": "refunds"}, {"code": "service.reviews", "area": "service", "zh": "差评与“问大家”已回复", "en": "Bad reviews and public questions answered", "requirement_zh": "先致歉，再说明原因，最后给出处理办法", "requirement_en": "First an apology, then the cause, then what is offered", "role": "service", "opens": "09:00", "due": "18:00"}, {"code": "service.violations", "area": "service", "zh": "违规、店铺健康与申诉已查看", "en": "Violations, health score and appeals looked at", "requirement_zh": "新的违规、店铺体检、在途的申诉逐项查看，有期限的记下日期", "requirement_en": "New violations, the health check and appeals under way, one by one; note every date limit", "role": "operations", "opens": "09:00", "due": "18:00", "auto": "documents"}, {"code": "warehouse.stock", "area": "warehouse", "zh": "库存与在售数量相符，主推款不低于安全库存", "en": "Stock matches what is listed, heroes above their minimum", "requirement_zh": "抽盘主推款，实物、系统、在售三处数量一致", "requirement_en": "Count the heroes: shelf, system and listing show the same number", "role": "warehouse", "opens": "09:00", "due": "12:00", "auto": "hero_stock", "off": true}, {"code": "warehouse.booked", "area": "warehouse", "zh": "出入库已登记", "en": "Goods in and out booked", "requirement_zh": "当天的入库、出库、退货当天登记", "requirement_en": "Goods in, out and returned are booked the day they move", "role": "warehouse", "opens": "09:00", "due": "18:00", "off": true}, {"code": "warehouse.packing", "area": "warehouse", "zh": "包装材料充足", "en": "Packing material sufficient", "requirement_zh": "清点包材，不够三天的当天订货", "requirement_en": "Count it; order the same day what lasts less than three days", "role": "warehouse", "opens": "09:00", "due": "12:00", "off": true}, {"code": "warehouse.pickup", "area": "warehouse", "zh": "快递已揽收", "en": "Courier pick-up done", "requirement_zh": "逐家快递核对件数，留下交接单", "requirement_en": "Count the parcels with each courier and keep the hand-over slip", "role": "warehouse", "opens": "16:00", "due": "19:00", "off": true}, {"code": "warehouse.stuck", "area": "warehouse", "zh": "无物流停滞的包裹", "en": "No parcels without movement", "requirement_zh": "超过 48 小时无更新的逐个查询", "requirement_en": "Ask after each one without news for 48 hours", "role": "warehouse", "opens": "14:00", "due": "18:00", "off": true}], "timetable": [{"time": "08:20", "zh": "晨会，打扫卫生", "en": "Meeting and cleaning", "end": "08:30", "purpose_zh": "人人知道今天做什么", "purpose_en": "Everybody knows what today is about", "role": "manager"}, {"time": "08:30", "zh": "检查自家与竞店的图片、视频、折扣；热线、报名；违规、健康分、申诉、投诉；评分、差评、问大家；钻展余额", "en": "Own and rivals'' pictures, video, discounts; hotline, applications; violations, health, appeals, complaints; ratings, bad reviews, questions; display-ad balance", "end": "09:00", "purpose_zh": "看清本店与竞店的处境", "purpose_en": "See where the shop and its rivals stand", "role": "operations"}, {"time": "08:50", "zh": "赠品每天更新了吗？", "en": "Gifts: brought up to date today?", "code": "gifts", "end": "09:00", "purpose_zh": "页面承诺的赠品都能兑现", "purpose_en": "What the pages promise can be given", "role": "products"}, {"time": "09:00", "zh": "核心关键词；直通车余额、进度与竞店", "en": "Core keywords; search ads: balance, progress, rivals", "end": "10:30", "purpose_zh": "广告投产比做到最好", "purpose_en": "Best return on ads", "role": "promotion"}, {"time": "09:00", "zh": "页面策划：标题、主图、短视频、规格名称", "en": "Pages planned: title, main picture, short video, variant names", "code": "page_plan", "end": "10:30", "purpose_zh": "更高的搜索排名", "purpose_en": "A better rank in the search", "role": "design"}, {"time": "09:00", "zh": "助理工作进度", "en": "The assistants'' progress", "code": "assistants", "end": "18:00", "purpose_zh": "当天的事当天完成", "purpose_en": "What is planned for the day gets done", "role": "manager", "rhythm": "hourly"}, {"time": "09:00", "zh": "竞店淘宝客", "en": "Rivals'' affiliates", "code": "rival_affiliates", "end": "18:00", "purpose_zh": "及时发现竞店的动作", "purpose_en": "See what rivals start as they start it", "role": "promotion", "rhythm": "half_hourly"}, {"time": "10:30", "zh": "增长、关键词、来源、服务数据：自家 2 款与竞店 13 款", "en": "Growth, keywords, sources, service data of 2 own and 13 rivals'' items", "end": "11:00", "purpose_zh": "盯住数据，守住排位", "purpose_en": "Watch the figures and hold the place", "role": "data"}, {"time": "11:00", "zh": "整体框架；单品与店铺利润", "en": "Overall frame; profit of items and store", "end": "12:00", "purpose_zh": "看清哪些商品赚钱", "purpose_en": "See which products earn", "role": "manager"}, {"time": "13:00", "zh": "评价与问大家", "en": "Reviews and questions", "end": "13:30", "purpose_zh": "提升转化", "purpose_en": "More conversion", "role": "service"}, {"time": "13:30", "zh": "询单转化；仓库问题", "en": "Chat conversion; warehouse problems", "end": "14:00", "purpose_zh": "提升转化，当天解决发货问题", "purpose_en": "More conversion; shipping troubles solved the same day", "role": "service_lead"}, {"time": "14:00", "zh": "淘宝客", "en": "Affiliates", "end": "15:00", "purpose_zh": "广告投产比做到最好", "purpose_en": "Best return on ads", "role": "promotion"}, {"time": "20:00", "zh": "评价与问大家", "en": "Reviews and questions", "end": "20:20", "purpose_zh": "提升转化", "purpose_en": "More conversion", "role": "service"}, {"time": "20:20", "zh": "明日计划", "en": "Plan for tomorrow", "end": "20:40", "purpose_zh": "明早一上班就知道做什么", "purpose_en": "Work can start at once tomorrow", "role": "manager"}, {"time": "20:40", "zh": "直通车与钻展复盘，写明下一步怎么做", "en": "Look back at search and display ads, with what follows from it", "code": "ads_review", "end": "21:00", "purpose_zh": "广告投产比做到最好", "purpose_en": "Best return on ads", "role": "promotion"}, {"time": "21:00", "zh": "学习", "en": "Study", "end": "21:30", "purpose_zh": "每天进步一点", "purpose_en": "Know a little more every day"}]}','{"areas": [{"code": "meeting", "zh": "晨会", "en": "Morning meeting"}, {"code": "pages", "zh": "页面", "en": "Pages"}, {"code": "operations", "zh": "运营", "en": "Operations"}, {"code": "service", "zh": "客服", "en": "Customer service"}, {"code": "warehouse", "zh": "仓库", "en": "Warehouse"}], "items": [{"code": "meeting.figures", "area": "meeting", "zh": "昨日数据已备好", "en": "Yesterday''s figures ready", "requirement_zh": "晨会前备齐销售、流量、活动数据，可以当场查看", "requirement_en": "Have the figures of sales, traffic and campaigns complete and at hand before the meeting", "role": "data", "opens": "08:00", "due": "08:30", "auto": "figures_ready"}, {"code": "meeting.review", "area": "meeting", "zh": "昨日与本月累计已回顾", "en": "Yesterday and month to date reviewed", "requirement_zh": "当场说明与目标的差距和原因", "requirement_en": "Say aloud how far sales are from the target, and why", "role": "manager", "opens": "08:00", "due": "08:40"}, {"code": "meeting.target", "area": "meeting", "zh": "今日目标人人知道", "en": "Today''s target known to everyone", "requirement_zh": "问到每个岗位，人人说得出自己的数字", "requirement_en": "Ask each post: everyone names their own figure", "role": "manager", "opens": "08:00", "due": "08:40"}, {"code": "meeting.campaigns", "area": "meeting", "zh": "进行中的活动已交代", "en": "Running campaigns told", "requirement_zh": "讲清规则和时间，统一优惠的说法", "requirement_en": "Go through rules and dates, and agree on how offers are worded", "role": "planning", "opens": "08:00", "due": "08:40"}, {"code": "meeting.heroes", "area": "meeting", "zh": "今日主推商品已交代，昨日反馈已听取", "en": "Hero products told, yesterday''s feedback heard", "requirement_zh": "逐款讲库存、卖点和常见问题，记下昨天的反馈", "requirement_en": "Name stock, selling points and usual questions of each; note what was heard yesterday", "role": "products", "opens": "08:00", "due": "08:40", "auto": "hero_note"}, {"code": "meeting.new", "area": "meeting", "zh": "新品上架前已讲解", "en": "New products explained before they go live", "requirement_zh": "向客服、美工、仓库讲解，都听懂后再上架", "requirement_en": "Explain them to service, design and warehouse before they go live", "role": "products", "opens": "08:00", "due": "08:40"}, {"code": "pages.notices", "area": "pages", "zh": "公告内容正确、未过期", "en": "Notices right and not out of date", "requirement_zh": "看首页、详情页和自动回复里的公告，过期的当场改掉", "requirement_en": "Read the notices on home page, product pages and in automatic replies; change old ones at once", "role": "design", "opens": "08:30", "due": "10:00"}, {"code": "pages.navigation", "area": "pages", "zh": "导航（含二级）正确，链接均可打开", "en": "Navigation right, second level too, all links open", "requirement_zh": "逐个点开，包括二级导航", "requirement_en": "Click each one, second level too", "role": "design", "opens": "08:30", "due": "10:00"}, {"code": "pages.main_visual", "area": "pages", "zh": "主视觉图文相符、价格正确、未过期、链接正确", "en": "Main visual: text fits product, price right, in date, link right", "requirement_zh": "对照今日活动表", "requirement_en": "Compare with today''s campaigns", "role": "design", "opens": "08:30", "due": "10:00"}, {"code": "pages.banners", "area": "pages", "zh": "轮播与横幅图文相符、价格正确、未过期、链接正确", "en": "Banners: text fits product, price right, in date, link right", "requirement_zh": "每一张都检查", "requirement_en": "Check every one", "role": "design", "opens": "08:30", "due": "10:00"}, {"code": "pages.window", "area": "pages", "zh": "橱窗推荐已满，下架商品未留空位", "en": "Shop window full, no gap left by delisted products", "requirement_zh": "空位当场补上", "requirement_en": "Fill a gap at once", "role": "products", "opens": "08:30", "due": "10:00"}, {"code": "pages.price_in_picture", "area": "pages", "zh": "图片上的价格与实际售价一致", "en": "Price in the picture is the price charged", "requirement_zh": "重点检查活动商品", "requirement_en": "Check campaign products first", "role": "design", "opens": "08:30", "due": "10:00", "verify": true}, {"code": "pages.category", "area": "pages", "zh": "商品分类正确，恢复原价的已移出折扣分类", "en": "Products in the right category, out of discount categories once back at full price", "requirement_zh": "放错分类会拉低搜索排名，折扣分类尤其严重；恢复原价的当天移出折扣分类", "requirement_en": "A wrong category lowers the search rank, a discount category most of all; take products out of it the day their price is back", "role": "products", "opens": "08:30", "due": "10:30"}, {"code": "pages.best_sellers", "area": "pages", "zh": "活动页与首页热销榜正确", "en": "Best sellers on campaign and home page right", "requirement_zh": "核对排名、库存和链接", "requirement_en": "Check order, stock and links", "role": "planning", "opens": "08:30", "due": "10:30"}, {"code": "pages.after_campaign", "area": "pages", "zh": "活动结束后页面已全部检查", "en": "Every page checked after a campaign", "requirement_zh": "每个页面都检查：价格、标签、图片、文案", "requirement_en": "Check all of them: prices, labels, pictures, texts", "role": "planning", "opens": "08:30", "due": "11:00", "auto": "campaign_ended"}, {"code": "pages.product_pages", "area": "pages", "zh": "商品详情页正确", "en": "Product pages right", "requirement_zh": "抽查主推和新品的文字、图片和价格", "requirement_en": "Look at texts, pictures and prices of heroes and new products", "role": "design", "opens": "08:30", "due": "11:00"}, {"code": "pages.rival_pages", "area": "pages", "zh": "竞店首页已查看", "en": "Rivals'' home pages watched", "requirement_zh": "有变化截图记录", "requirement_en": "Keep a picture of what changed", "role": "promotion", "opens": "08:30", "due": "11:00", "auto": "competitors"}, {"code": "pages.spot_check", "area": "pages", "zh": "商品资料与价格抽查", "en": "Spot check of product data and prices", "requirement_zh": "随机抽十款，核对资料与价格", "requirement_en": "Take ten at random and compare data and price", "role": "products", "opens": "08:30", "due": "11:30", "kind": "number", "minimum": "10", "unit_zh": "款", "unit_en": "products"}, {"code": "operations.platform", "area": "operations", "zh": "与平台小二沟通，活动报名及跟进", "en": "Contact with the platform, applications and their follow-up", "requirement_zh": "先办今日截止的，其余写明进展", "requirement_en": "Do what ends today first; note how far the rest is", "role": "planning", "opens": "09:00", "due": "11:30"}, {"code": "operations.brand", "area": "operations", "zh": "与品牌方沟通：货品、页面、赠品、优惠券", "en": "Contact with the brand: goods, pages, gifts, coupons", "requirement_zh": "进行中的活动：货品、页面与文案、赠品、优惠券逐项与品牌方确认", "requirement_en": "For each running campaign: goods, pages and texts, gifts and coupons confirmed with the brand", "role": "operations", "opens": "09:00", "due": "12:00"}, {"code": "operations.preparing", "area": "operations", "zh": "筹备中的活动按节点推进", "en": "Campaigns in preparation on schedule", "requirement_zh": "对照活动节点表", "requirement_en": "Compare with the milestones", "role": "planning", "opens": "09:00", "due": "12:00", "auto": "milestones"}, {"code": "operations.rival_campaigns", "area": "operations", "zh": "竞店活动与新品已查看", "en": "Rivals'' campaigns and new products watched", "requirement_zh": "记下竞店最新的活动与新品，写明哪些值得借鉴", "requirement_en": "Note the rivals'' newest campaigns and products, and what is worth borrowing", "role": "promotion", "opens": "09:00", "due": "12:00"}, {"code": "operations.traffic", "area": "operations", "zh": "昨日流量来源已分析，今日流量已预估，人员已安排", "en": "Yesterday''s traffic sources read, today''s traffic forecast, people planned", "requirement_zh": "昨日访客从哪里来，今日预计来多少，需要安排几个人", "requirement_en": "Where yesterday''s visitors came from, how many are expected today, how many people that takes", "role": "promotion", "opens": "09:00", "due": "12:00"}, {"code": "operations.sales", "area": "operations", "zh": "销售分析", "en": "Sales analysis", "requirement_zh": "找出异常商品，写明原因", "requirement_en": "Find the odd products and note the reason", "role": "data", "opens": "09:00", "due": "12:00"}, {"code": "operations.ads", "area": "operations", "zh": "广告分析：直通车、钻展、淘宝客", "en": "Ads analysis: search, display, affiliates", "requirement_zh": "逐个渠道看余额、花费、投产比，异常的写明原因", "requirement_en": "Read balance, spend and ROI of each channel; note the reason for what is odd", "role": "promotion", "opens": "09:00", "due": "12:00"}, {"code": "service.online", "area": "service", "zh": "9:00 起在线，无迟到早退", "en": "Online from 9:00, nobody late or gone early", "requirement_zh": "从 9:00 到打烊不断线，迟到、早退写明是谁", "requirement_en": "No gap from 9:00 until closing; name who was late or left early", "role": "service_lead", "opens": "09:00", "due": "09:15"}, {"code": "service.handover", "area": "service", "zh": "交接班清楚", "en": "Hand-over between shifts done", "requirement_zh": "未完结的对话和承诺逐条交接", "requirement_en": "Open chats and promises handed over one by one", "role": "service_lead", "opens": "13:00", "due": "17:30"}, {"code": "service.floor", "area": "service", "zh": "现场：错峰休息，始终有人在线", "en": "Floor: breaks staggered, someone always online", "requirement_zh": "用餐和休息轮流安排，任何时候都有人接待", "requirement_en": "Meals and breaks in turns; at no time is nobody there", "role": "service_lead", "opens": "18:00", "due": "21:00"}, {"code": "service.shipped", "area": "service", "zh": "昨日付款订单全部发货，异常与缺货已处理", "en": "Every order paid yesterday shipped, odd and out-of-stock ones handled", "requirement_zh": "缺货立即告知买家", "requirement_en": "Tell the buyer at once when out of stock", "role": "service", "opens": "09:00", "due": "16:00", "auto": "shipped"}, {"code": "service.complaints", "area": "service", "zh": "投诉与纠纷已处理并跟进", "en": "Complaints and disputes handled and followed", "requirement_zh": "当日处理，写明答复和下一步", "requirement_en": "Handle them the same day; note the answer and the next step", "role": "service", "opens": "09:00", "due": "17:00"}, {"code": "service.refunds", "area": "service", "zh": "退款在自动到期前处理", "en": "Refunds handled before the automatic deadline", "requirement_zh": "没有一笔申请拖到系统自动退款", "requirement_en": "No request is left until the platform refunds by itself", "role": "service", "opens": "09:00", "due": "17:00", "auto": "refunds"}, {"code": "service.reviews", "area": "service", "zh": "差评与“问大家”已回复", "en": "Bad reviews and public questions answered", "requirement_zh": "先致歉，再说明原因，最后给出处理办法", "requirement_en": "First an apology, then the cause, then what is offered", "role": "service", "opens": "09:00", "due": "18:00"}, {"code": "service.violations", "area": "service", "zh": "违规、店铺健康与申诉已查看", "en": "Violations, health score and appeals looked at", "requirement_zh": "新的违规、店铺体检、在途的申诉逐项查看，有期限的记下日期", "requirement_en": "New violations, the health check and appeals under way, one by one; note every date limit", "role": "operations", "opens": "09:00", "due": "18:00", "auto": "documents"}, {"code": "warehouse.stock", "area": "warehouse", "zh": "库存与在售数量相符，主推款不低于安全库存", "en": "Stock matches what is listed, heroes above their minimum", "requirement_zh": "抽盘主推款，实物、系统、在售三处数量一致", "requirement_en": "Count the heroes: shelf, system and listing show the same number", "role": "warehouse", "opens": "09:00", "due": "12:00", "auto": "hero_stock", "off": true}, {"code": "warehouse.booked", "area": "warehouse", "zh": "出入库已登记", "en": "Goods in and out booked", "requirement_zh": "当天的入库、出库、退货当天登记", "requirement_en": "Goods in, out and returned are booked the day they move", "role": "warehouse", "opens": "09:00", "due": "18:00", "off": true}, {"code": "warehouse.packing", "area": "warehouse", "zh": "包装材料充足", "en": "Packing material sufficient", "requirement_zh": "清点包材，不够三天的当天订货", "requirement_en": "Count it; order the same day what lasts less than three days", "role": "warehouse", "opens": "09:00", "due": "12:00", "off": true}, {"code": "warehouse.pickup", "area": "warehouse", "zh": "快递已揽收", "en": "Courier pick-up done", "requirement_zh": "逐家快递核对件数，留下交接单", "requirement_en": "Count the parcels with each courier and keep the hand-over slip", "role": "warehouse", "opens": "16:00", "due": "19:00", "off": true}, {"code": "warehouse.stuck", "area": "warehouse", "zh": "无物流停滞的包裹", "en": "No parcels without movement", "requirement_zh": "超过 48 小时无更新的逐个查询", "requirement_en": "Ask after each one without news for 48 hours", "role": "warehouse", "opens": "14:00", "due": "18:00", "off": true}], "timetable": [{"time": "08:20", "zh": "晨会，打扫卫生", "en": "Meeting and cleaning", "end": "08:30", "purpose_zh": "人人知道今天做什么", "purpose_en": "Everybody knows what today is about", "role": "manager"}, {"time": "08:30", "zh": "检查自家与竞店的图片、视频、折扣；热线、报名；违规、健康分、申诉、投诉；评分、差评、问大家；钻展余额", "en": "Own and rivals'' pictures, video, discounts; hotline, applications; violations, health, appeals, complaints; ratings, bad reviews, questions; display-ad balance", "end": "09:00", "purpose_zh": "看清本店与竞店的处境", "purpose_en": "See where the shop and its rivals stand", "role": "operations"}, {"time": "08:50", "zh": "赠品每天更新了吗？", "en": "Gifts: brought up to date today?", "code": "gifts", "end": "09:00", "purpose_zh": "页面承诺的赠品都能兑现", "purpose_en": "What the pages promise can be given", "role": "products"}, {"time": "09:00", "zh": "核心关键词；直通车余额、进度与竞店", "en": "Core keywords; search ads: balance, progress, rivals", "end": "10:30", "purpose_zh": "广告投产比做到最好", "purpose_en": "Best return on ads", "role": "promotion"}, {"time": "09:00", "zh": "页面策划：标题、主图、短视频、规格名称", "en": "Pages planned: title, main picture, short video, variant names", "code": "page_plan", "end": "10:30", "purpose_zh": "更高的搜索排名", "purpose_en": "A better rank in the search", "role": "design"}, {"time": "09:00", "zh": "助理工作进度", "en": "The assistants'' progress", "code": "assistants", "end": "18:00", "purpose_zh": "当天的事当天完成", "purpose_en": "What is planned for the day gets done", "role": "manager", "rhythm": "hourly"}, {"time": "09:00", "zh": "竞店淘宝客", "en": "Rivals'' affiliates", "code": "rival_affiliates", "end": "18:00", "purpose_zh": "及时发现竞店的动作", "purpose_en": "See what rivals start as they start it", "role": "promotion", "rhythm": "half_hourly"}, {"time": "10:30", "zh": "增长、关键词、来源、服务数据：自家 2 款与竞店 13 款", "en": "Growth, keywords, sources, service data of 2 own and 13 rivals'' items", "end": "11:00", "purpose_zh": "盯住数据，守住排位", "purpose_en": "Watch the figures and hold the place", "role": "data"}, {"time": "11:00", "zh": "整体框架；单品与店铺利润", "en": "Overall frame; profit of items and store", "end": "12:00", "purpose_zh": "看清哪些商品赚钱", "purpose_en": "See which products earn", "role": "manager"}, {"time": "13:00", "zh": "评价与问大家", "en": "Reviews and questions", "end": "13:30", "purpose_zh": "提升转化", "purpose_en": "More conversion", "role": "service"}, {"time": "13:30", "zh": "询单转化；仓库问题", "en": "Chat conversion; warehouse problems", "end": "14:00", "purpose_zh": "提升转化，当天解决发货问题", "purpose_en": "More conversion; shipping troubles solved the same day", "role": "service_lead"}, {"time": "14:00", "zh": "淘宝客", "en": "Affiliates", "end": "15:00", "purpose_zh": "广告投产比做到最好", "purpose_en": "Best return on ads", "role": "promotion"}, {"time": "20:00", "zh": "评价与问大家", "en": "Reviews and questions", "end": "20:20", "purpose_zh": "提升转化", "purpose_en": "More conversion", "role": "service"}, {"time": "20:20", "zh": "明日计划", "en": "Plan for tomorrow", "end": "20:40", "purpose_zh": "明早一上班就知道做什么", "purpose_en": "Work can start at once tomorrow", "role": "manager"}, {"time": "20:40", "zh": "直通车与钻展复盘，写明下一步怎么做", "en": "Look back at search and display ads, with what follows from it", "code": "ads_review", "end": "21:00", "purpose_zh": "广告投产比做到最好", "purpose_en": "Best return on ads", "role": "promotion"}, {"time": "21:00", "zh": "学习", "en": "Study", "end": "21:30", "purpose_zh": "每天进步一点", "purpose_en": "Know a little more every day"}]}');
INSERT INTO "checklist_versions" VALUES(2,1,1,2,1,'2000-01-01',4,'{"areas": [{"code": "pages", "zh": "页面", "en": "Pages"}, {"code": "operations", "zh": "运营", "en": "Operations"}, {"code": "service", "zh": "客服", "en": "Customer service"}, {"code": "warehouse", "zh": "仓库", "en": "Warehouse"}], "items": [{"code": "campaign.pages", "area": "pages", "zh": "活动页、主图、价格全部核对", "en": "Campaign pages, main pictures and prices all checked", "requirement_zh": "开始前和开始后各核对一次", "requirement_en": "Check them once before and once after the start", "role": "design", "opens": "08:00", "due": "09:30", "verify": true}, {"code": "campaign.coupons", "area": "pages", "zh": "优惠券可领可用，叠加后的价格正确", "en": "Coupons can be taken and used, stacked prices right", "requirement_zh": "用小号实际下单到付款前一步", "requirement_en": "Go as far as the last step before paying", "role": "planning", "opens": "08:00", "due": "09:30", "verify": true}, {"code": "campaign.stock", "area": "operations", "zh": "活动库存充足，超卖风险已排查", "en": "Campaign stock sufficient, risk of overselling checked", "requirement_zh": "活动商品逐款对照报名库存，多平台在售的留出余量", "requirement_en": "Each campaign product against the stock applied for; keep some back where it sells elsewhere too", "role": "products", "opens": "08:00", "due": "10:00", "auto": "hero_stock"}, {"code": "campaign.ads", "area": "operations", "zh": "广告预算与余额充足", "en": "Ad budget and balance sufficient", "requirement_zh": "每两小时看一次", "requirement_en": "Look every two hours", "role": "promotion", "opens": "08:00", "due": "22:00"}, {"code": "campaign.hourly", "area": "operations", "zh": "按小时记录销售与流量", "en": "Sales and traffic noted hour by hour", "requirement_zh": "与计划相差两成以上立即说明", "requirement_en": "Speak up at once when 20% off plan", "role": "data", "opens": "09:00", "due": "23:00"}, {"code": "campaign.service", "area": "service", "zh": "客服全员到岗，快捷回复已更新", "en": "All of service on duty, standard answers updated", "requirement_zh": "每个时段有人负责，活动规则与优惠能随手答出", "requirement_en": "Every hour has somebody in charge; rules and offers can be answered at once", "role": "service_lead", "opens": "08:00", "due": "09:00"}, {"code": "campaign.waiting", "area": "service", "zh": "排队人数不超过 5", "en": "No more than 5 waiting", "requirement_zh": "看排队人数，记录最高值", "requirement_en": "Note the highest number", "role": "service_lead", "opens": "09:00", "due": "23:00", "kind": "number", "maximum": "5", "unit_zh": "人", "unit_en": "people"}, {"code": "campaign.unpaid", "area": "service", "zh": "未付款订单已催付", "en": "Unpaid orders reminded", "requirement_zh": "拍下未付款的当天提醒一次，不重复打扰", "requirement_en": "Remind a buyer who has not paid once, the same day", "role": "service", "opens": "10:00", "due": "22:00"}, {"code": "campaign.packed", "area": "warehouse", "zh": "提前打包三分之一", "en": "A third of the parcels packed ahead", "requirement_zh": "按主推款预计销量的三分之一提前打包", "requirement_en": "A third of the heroes'' expected sales packed ahead", "role": "warehouse", "opens": "08:00", "due": "10:00"}, {"code": "campaign.printers", "area": "warehouse", "zh": "打印机、面单、包材、快递已落实", "en": "Printers, labels, packing and courier settled", "requirement_zh": "面单、包材够用到活动结束，快递确认加班揽收", "requirement_en": "Labels and packing last until the end; couriers agreed to late pick-ups", "role": "warehouse", "opens": "08:00", "due": "10:00"}, {"code": "campaign.leave", "area": "operations", "zh": "今晚活动结束后的恢复清单已备好", "en": "List of what to put back after the end is ready", "requirement_zh": "列出要恢复的价格、标题、主图、公告、优惠券", "requirement_en": "List the prices, titles, pictures, notices and coupons to put back", "role": "planning", "opens": "15:00", "due": "20:00"}], "timetable": [{"time": "08:00", "zh": "全员到岗，检查页面与优惠券", "en": "All on duty, pages and coupons checked", "end": "09:00", "purpose_zh": "第一位买家看到的就是对的", "purpose_en": "The first buyer finds everything right", "role": "manager"}, {"time": "09:00", "zh": "销售、流量、库存、排队人数", "en": "Sales, traffic, stock, people waiting", "end": "23:00", "purpose_zh": "盯数据，随时调整", "purpose_en": "Watch the figures and react at once", "role": "data", "rhythm": "hourly"}, {"time": "12:00", "zh": "分批吃饭，客服不断线", "en": "Meals in turns, service always online", "end": "13:30", "purpose_zh": "任何时候都有人接待", "purpose_en": "At no time is nobody there", "role": "service_lead"}, {"time": "16:00", "zh": "第一批发货", "en": "First parcels leave", "end": "17:00", "purpose_zh": "截单前付款的当天发出", "purpose_en": "What was paid before the cut-off leaves today", "role": "warehouse"}, {"time": "20:00", "zh": "晚高峰全员在线", "en": "Evening peak, everybody online", "end": "22:00", "purpose_zh": "高峰不丢一个询单", "purpose_en": "No chat is lost at the peak", "role": "service_lead"}, {"time": "23:30", "zh": "收尾，恢复清单", "en": "Wind up, put things back", "end": "23:59", "purpose_zh": "明早页面回到平日", "purpose_en": "The pages are back to normal by morning", "role": "planning"}], "use": "campaign_days"}','{"areas": [{"code": "pages", "zh": "页面", "en": "Pages"}, {"code": "operations", "zh": "运营", "en": "Operations"}, {"code": "service", "zh": "客服", "en": "Customer service"}, {"code": "warehouse", "zh": "仓库", "en": "Warehouse"}], "items": [{"code": "campaign.pages", "area": "pages", "zh": "活动页、主图、价格全部核对", "en": "Campaign pages, main pictures and prices all checked", "requirement_zh": "开始前和开始后各核对一次", "requirement_en": "Check them once before and once after the start", "role": "design", "opens": "08:00", "due": "09:30", "verify": true}, {"code": "campaign.coupons", "area": "pages", "zh": "优惠券可领可用，叠加后的价格正确", "en": "Coupons can be taken and used, stacked prices right", "requirement_zh": "用小号实际下单到付款前一步", "requirement_en": "Go as far as the last step before paying", "role": "planning", "opens": "08:00", "due": "09:30", "verify": true}, {"code": "campaign.stock", "area": "operations", "zh": "活动库存充足，超卖风险已排查", "en": "Campaign stock sufficient, risk of overselling checked", "requirement_zh": "活动商品逐款对照报名库存，多平台在售的留出余量", "requirement_en": "Each campaign product against the stock applied for; keep some back where it sells elsewhere too", "role": "products", "opens": "08:00", "due": "10:00", "auto": "hero_stock"}, {"code": "campaign.ads", "area": "operations", "zh": "广告预算与余额充足", "en": "Ad budget and balance sufficient", "requirement_zh": "每两小时看一次", "requirement_en": "Look every two hours", "role": "promotion", "opens": "08:00", "due": "22:00"}, {"code": "campaign.hourly", "area": "operations", "zh": "按小时记录销售与流量", "en": "Sales and traffic noted hour by hour", "requirement_zh": "与计划相差两成以上立即说明", "requirement_en": "Speak up at once when 20% off plan", "role": "data", "opens": "09:00", "due": "23:00"}, {"code": "campaign.service", "area": "service", "zh": "客服全员到岗，快捷回复已更新", "en": "All of service on duty, standard answers updated", "requirement_zh": "每个时段有人负责，活动规则与优惠能随手答出", "requirement_en": "Every hour has somebody in charge; rules and offers can be answered at once", "role": "service_lead", "opens": "08:00", "due": "09:00"}, {"code": "campaign.waiting", "area": "service", "zh": "排队人数不超过 5", "en": "No more than 5 waiting", "requirement_zh": "看排队人数，记录最高值", "requirement_en": "Note the highest number", "role": "service_lead", "opens": "09:00", "due": "23:00", "kind": "number", "maximum": "5", "unit_zh": "人", "unit_en": "people"}, {"code": "campaign.unpaid", "area": "service", "zh": "未付款订单已催付", "en": "Unpaid orders reminded", "requirement_zh": "拍下未付款的当天提醒一次，不重复打扰", "requirement_en": "Remind a buyer who has not paid once, the same day", "role": "service", "opens": "10:00", "due": "22:00"}, {"code": "campaign.packed", "area": "warehouse", "zh": "提前打包三分之一", "en": "A third of the parcels packed ahead", "requirement_zh": "按主推款预计销量的三分之一提前打包", "requirement_en": "A third of the heroes'' expected sales packed ahead", "role": "warehouse", "opens": "08:00", "due": "10:00"}, {"code": "campaign.printers", "area": "warehouse", "zh": "打印机、面单、包材、快递已落实", "en": "Printers, labels, packing and courier settled", "requirement_zh": "面单、包材够用到活动结束，快递确认加班揽收", "requirement_en": "Labels and packing last until the end; couriers agreed to late pick-ups", "role": "warehouse", "opens": "08:00", "due": "10:00"}, {"code": "campaign.leave", "area": "operations", "zh": "今晚活动结束后的恢复清单已备好", "en": "List of what to put back after the end is ready", "requirement_zh": "列出要恢复的价格、标题、主图、公告、优惠券", "requirement_en": "List the prices, titles, pictures, notices and coupons to put back", "role": "planning", "opens": "15:00", "due": "20:00"}], "timetable": [{"time": "08:00", "zh": "全员到岗，检查页面与优惠券", "en": "All on duty, pages and coupons checked", "end": "09:00", "purpose_zh": "第一位买家看到的就是对的", "purpose_en": "The first buyer finds everything right", "role": "manager"}, {"time": "09:00", "zh": "销售、流量、库存、排队人数", "en": "Sales, traffic, stock, people waiting", "end": "23:00", "purpose_zh": "盯数据，随时调整", "purpose_en": "Watch the figures and react at once", "role": "data", "rhythm": "hourly"}, {"time": "12:00", "zh": "分批吃饭，客服不断线", "en": "Meals in turns, service always online", "end": "13:30", "purpose_zh": "任何时候都有人接待", "purpose_en": "At no time is nobody there", "role": "service_lead"}, {"time": "16:00", "zh": "第一批发货", "en": "First parcels leave", "end": "17:00", "purpose_zh": "截单前付款的当天发出", "purpose_en": "What was paid before the cut-off leaves today", "role": "warehouse"}, {"time": "20:00", "zh": "晚高峰全员在线", "en": "Evening peak, everybody online", "end": "22:00", "purpose_zh": "高峰不丢一个询单", "purpose_en": "No chat is lost at the peak", "role": "service_lead"}, {"time": "23:30", "zh": "收尾，恢复清单", "en": "Wind up, put things back", "end": "23:59", "purpose_zh": "明早页面回到平日", "purpose_en": "The pages are back to normal by morning", "role": "planning"}], "use": "campaign_days"}');
INSERT INTO "checklist_versions" VALUES(3,1,1,3,1,'2000-01-01',2,'{"areas": [{"code": "pages", "zh": "页面", "en": "Pages"}, {"code": "operations", "zh": "运营", "en": "Operations"}, {"code": "service", "zh": "客服", "en": "Customer service"}], "items": [{"code": "closing.pages", "area": "pages", "zh": "活动结束的页面已恢复", "en": "Pages of ended campaigns put back", "requirement_zh": "价格、标签、主图、文案逐页恢复", "requirement_en": "Prices, tags, main pictures and texts put back page by page", "role": "design", "opens": "19:00", "due": "20:30", "auto": "campaign_ended"}, {"code": "closing.shipped", "area": "service", "zh": "今日 15:00 前付款的订单已全部发出", "en": "Everything paid before 15:00 has left", "requirement_zh": "未发出的逐单写明原因并告知买家", "requirement_en": "For each one left, note why and tell the buyer", "role": "warehouse", "opens": "18:00", "due": "20:00"}, {"code": "closing.chats", "area": "service", "zh": "未回复的对话已清零", "en": "No chat left unanswered", "requirement_zh": "每个对话有答复，承诺过的转给明早的班次", "requirement_en": "Every chat is answered; what was promised is handed to the morning shift", "role": "service", "opens": "20:00", "due": "21:30"}, {"code": "closing.reviews", "area": "service", "zh": "晚间评价与问大家已回复", "en": "Evening''s reviews and questions answered", "requirement_zh": "先致歉，再说明原因，最后给出处理办法", "requirement_en": "First an apology, then the cause, then what is offered", "role": "service", "opens": "20:00", "due": "21:30"}, {"code": "closing.ads", "area": "operations", "zh": "广告余额够到明早", "en": "Ad balance lasts until morning", "requirement_zh": "各广告账户的余额都够到明早上班", "requirement_en": "Every ad account lasts until work begins tomorrow", "role": "promotion", "opens": "20:00", "due": "21:30"}, {"code": "closing.plan", "area": "operations", "zh": "明日计划已写好", "en": "Plan for tomorrow written", "requirement_zh": "明日主推、活动节点、值班人员已写明", "requirement_en": "Tomorrow''s heroes, milestones and people on duty are written down", "role": "manager", "opens": "20:00", "due": "21:30", "kind": "text"}, {"code": "closing.problems", "area": "operations", "zh": "今日问题都有跟进人和期限", "en": "Every problem of today has an owner and a date", "requirement_zh": "逐条核对跟进人和期限，没有的当场定下", "requirement_en": "Go through them: each has somebody and a day, or gets them now", "role": "manager", "opens": "20:00", "due": "21:30"}, {"code": "closing.room", "area": "operations", "zh": "设备、门窗、电源已检查", "en": "Machines, doors and power checked", "requirement_zh": "电脑、打印机、照明关闭，门窗锁好", "requirement_en": "Computers, printers and lights off, doors and windows locked", "role": "service", "opens": "21:00", "due": "22:00"}], "timetable": []}','{"areas": [{"code": "pages", "zh": "页面", "en": "Pages"}, {"code": "operations", "zh": "运营", "en": "Operations"}, {"code": "service", "zh": "客服", "en": "Customer service"}], "items": [{"code": "closing.pages", "area": "pages", "zh": "活动结束的页面已恢复", "en": "Pages of ended campaigns put back", "requirement_zh": "价格、标签、主图、文案逐页恢复", "requirement_en": "Prices, tags, main pictures and texts put back page by page", "role": "design", "opens": "19:00", "due": "20:30", "auto": "campaign_ended"}, {"code": "closing.shipped", "area": "service", "zh": "今日 15:00 前付款的订单已全部发出", "en": "Everything paid before 15:00 has left", "requirement_zh": "未发出的逐单写明原因并告知买家", "requirement_en": "For each one left, note why and tell the buyer", "role": "warehouse", "opens": "18:00", "due": "20:00"}, {"code": "closing.chats", "area": "service", "zh": "未回复的对话已清零", "en": "No chat left unanswered", "requirement_zh": "每个对话有答复，承诺过的转给明早的班次", "requirement_en": "Every chat is answered; what was promised is handed to the morning shift", "role": "service", "opens": "20:00", "due": "21:30"}, {"code": "closing.reviews", "area": "service", "zh": "晚间评价与问大家已回复", "en": "Evening''s reviews and questions answered", "requirement_zh": "先致歉，再说明原因，最后给出处理办法", "requirement_en": "First an apology, then the cause, then what is offered", "role": "service", "opens": "20:00", "due": "21:30"}, {"code": "closing.ads", "area": "operations", "zh": "广告余额够到明早", "en": "Ad balance lasts until morning", "requirement_zh": "各广告账户的余额都够到明早上班", "requirement_en": "Every ad account lasts until work begins tomorrow", "role": "promotion", "opens": "20:00", "due": "21:30"}, {"code": "closing.plan", "area": "operations", "zh": "明日计划已写好", "en": "Plan for tomorrow written", "requirement_zh": "明日主推、活动节点、值班人员已写明", "requirement_en": "Tomorrow''s heroes, milestones and people on duty are written down", "role": "manager", "opens": "20:00", "due": "21:30", "kind": "text"}, {"code": "closing.problems", "area": "operations", "zh": "今日问题都有跟进人和期限", "en": "Every problem of today has an owner and a date", "requirement_zh": "逐条核对跟进人和期限，没有的当场定下", "requirement_en": "Go through them: each has somebody and a day, or gets them now", "role": "manager", "opens": "20:00", "due": "21:30"}, {"code": "closing.room", "area": "operations", "zh": "设备、门窗、电源已检查", "en": "Machines, doors and power checked", "requirement_zh": "电脑、打印机、照明关闭，门窗锁好", "requirement_en": "Computers, printers and lights off, doors and windows locked", "role": "service", "opens": "21:00", "due": "22:00"}], "timetable": []}');
CREATE TABLE checklists (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	store_id INTEGER NOT NULL, 
	code VARCHAR NOT NULL, 
	name_zh VARCHAR NOT NULL, 
	name_en VARCHAR NOT NULL, 
	position INTEGER NOT NULL, 
	archived BOOLEAN NOT NULL, 
	CONSTRAINT uq_checklists_store_id_code UNIQUE (store_id, code), 
	CONSTRAINT fk_checklists_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE
);
INSERT INTO "checklists" VALUES(1,1,1,'normal','每日运营','Normal day',0,0);
INSERT INTO "checklists" VALUES(2,1,1,'campaign_day','活动日','Campaign day',1,0);
INSERT INTO "checklists" VALUES(3,1,1,'closing','收尾检查','Closing',2,0);
CREATE TABLE closed_months (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	store_id INTEGER NOT NULL, 
	month VARCHAR(10) NOT NULL, 
	figures VARCHAR NOT NULL, 
	closed_by VARCHAR NOT NULL, 
	closed_at VARCHAR(26) NOT NULL, 
	CONSTRAINT uq_closed_months_store_id_month UNIQUE (store_id, month), 
	CONSTRAINT fk_closed_months_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE
);
CREATE TABLE competitor_files (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	store_id INTEGER NOT NULL, 
	look_id INTEGER NOT NULL, 
	at VARCHAR(26) NOT NULL, 
	who VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	stored VARCHAR NOT NULL, 
	CONSTRAINT fk_competitor_files_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE, 
	CONSTRAINT fk_competitor_files_look_id FOREIGN KEY(look_id) REFERENCES competitor_looks (id) ON DELETE CASCADE
);
CREATE TABLE competitor_looks (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	store_id INTEGER NOT NULL, 
	competitor_id INTEGER NOT NULL, 
	day VARCHAR(10) NOT NULL, 
	level VARCHAR NOT NULL, 
	page_version VARCHAR NOT NULL, 
	praise_rate VARCHAR(40), 
	dsr_description VARCHAR(40), 
	dsr_service VARCHAR(40), 
	dsr_logistics VARCHAR(40), 
	refund_rate VARCHAR(40), 
	products INTEGER, 
	reviews INTEGER, 
	bad_rate VARCHAR(40), 
	visitors_low INTEGER, 
	visitors_high INTEGER, 
	paid_low_fen BIGINT, 
	paid_high_fen BIGINT, 
	best_item VARCHAR NOT NULL, 
	best_price_fen BIGINT, 
	best_sold_low INTEGER, 
	best_sold_high INTEGER, 
	campaigns VARCHAR NOT NULL, 
	note VARCHAR NOT NULL, 
	CONSTRAINT uq_competitor_looks_store_id_competitor_id_day UNIQUE (store_id, competitor_id, day), 
	CONSTRAINT fk_competitor_looks_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE, 
	CONSTRAINT fk_competitor_looks_competitor_id FOREIGN KEY(competitor_id) REFERENCES competitors (id) ON DELETE CASCADE
);
CREATE TABLE competitors (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	store_id INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	platform VARCHAR(40) NOT NULL, 
	link VARCHAR NOT NULL, 
	category VARCHAR NOT NULL, 
	since VARCHAR(10), 
	look_days INTEGER, 
	note VARCHAR NOT NULL, 
	active BOOLEAN NOT NULL, 
	CONSTRAINT uq_competitors_store_id_name UNIQUE (store_id, name), 
	CONSTRAINT fk_competitors_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE
);
CREATE TABLE courier_choices (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	store_id INTEGER NOT NULL, 
	province VARCHAR NOT NULL, 
	courier VARCHAR NOT NULL, 
	valid_from VARCHAR(10) NOT NULL, 
	CONSTRAINT uq_courier_choices_store_id_province_valid_from UNIQUE (store_id, province, valid_from), 
	CONSTRAINT fk_courier_choices_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE
);
INSERT INTO "courier_choices" VALUES(1,1,1,'','谷雨快运','2000-01-01');
INSERT INTO "courier_choices" VALUES(2,1,1,'上海','白露快递','2026-03-16');
CREATE TABLE courier_rates (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	store_id INTEGER NOT NULL, 
	province VARCHAR NOT NULL, 
	first_grams INTEGER NOT NULL, 
	first_fen BIGINT, 
	next_grams INTEGER NOT NULL, 
	next_fen BIGINT, 
	valid_from VARCHAR(10) NOT NULL, 
	courier VARCHAR NOT NULL, 
	steps VARCHAR DEFAULT '' NOT NULL, 
	unserved BOOLEAN DEFAULT '0' NOT NULL, 
	CONSTRAINT uq_courier_rates_store_id_courier_province_valid_from UNIQUE (store_id, courier, province, valid_from), 
	CONSTRAINT fk_courier_rates_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE
);
INSERT INTO "courier_rates" VALUES(1,1,1,'江苏',1000,320,1000,100,'2026-03-16','谷雨快运','2kg 4.00',0);
INSERT INTO "courier_rates" VALUES(2,1,1,'浙江',1000,320,1000,100,'2026-03-16','谷雨快运','2kg 4.00',0);
INSERT INTO "courier_rates" VALUES(3,1,1,'上海',1000,320,1000,100,'2026-03-16','谷雨快运','2kg 4.00',0);
INSERT INTO "courier_rates" VALUES(4,1,1,'新疆',1000,NULL,1000,NULL,'2026-03-16','谷雨快运','',1);
INSERT INTO "courier_rates" VALUES(5,1,1,'',1000,500,1000,200,'2026-03-16','谷雨快运','2kg 7.00',0);
INSERT INTO "courier_rates" VALUES(6,1,1,'江苏',1000,320,1000,100,'2026-03-16','白露快递','2kg 4.00',0);
INSERT INTO "courier_rates" VALUES(7,1,1,'浙江',1000,320,1000,100,'2026-03-16','白露快递','2kg 4.00',0);
INSERT INTO "courier_rates" VALUES(8,1,1,'上海',1000,320,1000,100,'2026-03-16','白露快递','2kg 4.00',0);
INSERT INTO "courier_rates" VALUES(9,1,1,'新疆',1000,NULL,1000,NULL,'2026-03-16','白露快递','',1);
INSERT INTO "courier_rates" VALUES(10,1,1,'',1000,500,1000,200,'2026-03-16','白露快递','2kg 7.00',0);
CREATE TABLE dated_costs (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	store_id INTEGER NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	rhythm VARCHAR(40) NOT NULL, 
	amount_fen BIGINT NOT NULL, 
	first_day VARCHAR(10) NOT NULL, 
	last_day VARCHAR(10), 
	note VARCHAR NOT NULL, 
	CONSTRAINT fk_dated_costs_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE
);
INSERT INTO "dated_costs" VALUES(1,1,1,'rent','monthly',300000,'2026-01-01',NULL,'仓库');
CREATE TABLE departments (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	store_id INTEGER NOT NULL, 
	code VARCHAR NOT NULL, 
	name_zh VARCHAR NOT NULL, 
	name_en VARCHAR NOT NULL, 
	position INTEGER NOT NULL, 
	hidden BOOLEAN NOT NULL, 
	CONSTRAINT uq_departments_store_id_code UNIQUE (store_id, code), 
	CONSTRAINT fk_departments_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE
);
INSERT INTO "departments" VALUES(1,1,1,'management','管理','Management',0,0);
INSERT INTO "departments" VALUES(2,1,1,'service','客服','Customer service',1,0);
INSERT INTO "departments" VALUES(3,1,1,'design','美工','Design',2,0);
INSERT INTO "departments" VALUES(4,1,1,'copy','文案','Copy',3,0);
INSERT INTO "departments" VALUES(5,1,1,'promotion','推广','Promotion',4,0);
INSERT INTO "departments" VALUES(6,1,1,'planning','策划','Planning',5,0);
INSERT INTO "departments" VALUES(7,1,1,'products','商品','Products',6,0);
INSERT INTO "departments" VALUES(8,1,1,'logistics','物流仓储','Logistics',7,0);
INSERT INTO "departments" VALUES(9,1,1,'data','数据','Data',8,0);
INSERT INTO "departments" VALUES(10,1,1,'finance','财务','Finance',9,0);
CREATE TABLE design_jobs (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	store_id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	title VARCHAR NOT NULL, 
	asked_by VARCHAR NOT NULL, 
	asked_on VARCHAR(10) NOT NULL, 
	due_on VARCHAR(10), 
	delivered_on VARCHAR(10), 
	passed_try INTEGER, 
	file_name VARCHAR NOT NULL, 
	stored VARCHAR NOT NULL, 
	note VARCHAR NOT NULL, 
	CONSTRAINT fk_design_jobs_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE, 
	CONSTRAINT fk_design_jobs_person_id FOREIGN KEY(person_id) REFERENCES people (id) ON DELETE CASCADE
);
CREATE TABLE erasures (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	store_id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	at VARCHAR(26) NOT NULL, 
	last_entry VARCHAR(10) NOT NULL, 
	seals VARCHAR NOT NULL, 
	CONSTRAINT fk_erasures_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE, 
	CONSTRAINT fk_erasures_person_id FOREIGN KEY(person_id) REFERENCES people (id) ON DELETE CASCADE
);
CREATE TABLE file_contents (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	store_id INTEGER NOT NULL, 
	stored VARCHAR NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	size INTEGER NOT NULL, 
	content BLOB NOT NULL, 
	CONSTRAINT uq_file_contents_store_id_stored UNIQUE (store_id, stored), 
	CONSTRAINT fk_file_contents_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE
);
CREATE TABLE gate_versions (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	store_id INTEGER NOT NULL, 
	code VARCHAR NOT NULL, 
	zh VARCHAR NOT NULL, 
	en VARCHAR NOT NULL, 
	as_of VARCHAR(10) NOT NULL, 
	source VARCHAR NOT NULL, 
	rules VARCHAR NOT NULL, 
	CONSTRAINT fk_gate_versions_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE
);
CREATE TABLE handbook_entries (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	store_id INTEGER NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	topic VARCHAR NOT NULL, 
	title VARCHAR NOT NULL, 
	text VARCHAR NOT NULL, 
	words VARCHAR NOT NULL, 
	role_code VARCHAR(40), 
	limit_fen BIGINT, 
	valid_from VARCHAR(10), 
	source VARCHAR NOT NULL, 
	checked_on VARCHAR(10), 
	checked_by VARCHAR NOT NULL, 
	code VARCHAR(40) NOT NULL, 
	CONSTRAINT uq_handbook_entries_store_id_kind_title UNIQUE (store_id, kind, title), 
	CONSTRAINT fk_handbook_entries_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE
);
INSERT INTO "handbook_entries" VALUES(1,1,1,'answer','','几天能到？','三天内到。','',NULL,NULL,NULL,'',NULL,'','');
CREATE TABLE handbook_ticks (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	store_id INTEGER NOT NULL, 
	entry_id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	digest VARCHAR(16) NOT NULL, 
	learned_on VARCHAR(10) NOT NULL, 
	CONSTRAINT uq_handbook_ticks_store_id_entry_id_person_id UNIQUE (store_id, entry_id, person_id), 
	CONSTRAINT fk_handbook_ticks_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE, 
	CONSTRAINT fk_handbook_ticks_entry_id FOREIGN KEY(entry_id) REFERENCES handbook_entries (id) ON DELETE CASCADE, 
	CONSTRAINT fk_handbook_ticks_person_id FOREIGN KEY(person_id) REFERENCES people (id) ON DELETE CASCADE
);
INSERT INTO "handbook_ticks" VALUES(1,1,1,1,1,'f3e3e37ab160d019','2026-03-16');
CREATE TABLE handbook_uses (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	store_id INTEGER NOT NULL, 
	entry INTEGER NOT NULL, 
	day VARCHAR(10) NOT NULL, 
	count INTEGER NOT NULL, 
	CONSTRAINT uq_handbook_uses_store_id_entry_day UNIQUE (store_id, entry, day), 
	CONSTRAINT fk_handbook_uses_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE
);
INSERT INTO "handbook_uses" VALUES(1,1,1,'2026-03-16',1);
CREATE TABLE heroes (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	store_id INTEGER NOT NULL, 
	product_id VARCHAR NOT NULL, 
	title VARCHAR NOT NULL, 
	role VARCHAR(40), 
	minimum_pieces INTEGER, 
	CONSTRAINT uq_heroes_store_id UNIQUE (store_id, product_id), 
	CONSTRAINT fk_heroes_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE
);
CREATE TABLE holiday_notices (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	year INTEGER NOT NULL, 
	source VARCHAR NOT NULL, 
	text VARCHAR NOT NULL, 
	CONSTRAINT uq_holiday_notices_year UNIQUE (year)
);
CREATE TABLE import_mappings (
	id INTEGER NOT NULL, 
	store_id INTEGER, 
	headings VARCHAR NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	fields VARCHAR NOT NULL, 
	channel VARCHAR NOT NULL, 
	CONSTRAINT pk_import_mappings PRIMARY KEY (id), 
	CONSTRAINT uq_import_mappings_headings UNIQUE (headings)
);
CREATE TABLE import_rows (
	id INTEGER NOT NULL, 
	store_id INTEGER NOT NULL, 
	import_id INTEGER NOT NULL, 
	noun VARCHAR NOT NULL, 
	row_id INTEGER NOT NULL, 
	columns VARCHAR NOT NULL, 
	"before" VARCHAR NOT NULL, 
	CONSTRAINT pk_import_rows PRIMARY KEY (id), 
	CONSTRAINT fk_import_rows_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE, 
	CONSTRAINT fk_import_rows_import_id FOREIGN KEY(import_id) REFERENCES imports (id) ON DELETE CASCADE
);
CREATE TABLE imports (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	store_id INTEGER NOT NULL, 
	file_name VARCHAR NOT NULL, 
	file_hash VARCHAR NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	template VARCHAR NOT NULL, 
	encoding VARCHAR, 
	sheet VARCHAR, 
	header_row INTEGER NOT NULL, 
	rows INTEGER NOT NULL, 
	new INTEGER NOT NULL, 
	updated INTEGER NOT NULL, 
	unchanged INTEGER NOT NULL, 
	skipped INTEGER NOT NULL, 
	repeats INTEGER NOT NULL, 
	started_at VARCHAR(26) NOT NULL, 
	finished_at VARCHAR(26) NOT NULL, 
	undone_at VARCHAR(26), 
	first_day VARCHAR(10), 
	last_day VARCHAR(10), 
	CONSTRAINT fk_imports_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE
);
INSERT INTO "imports" VALUES(1,1,'orders.csv','aa6fc8753fd6ab5b1dbc1c2c347856756db82b7b42d618f3c0dc1f78dd212b26','orders','tmall_orders','utf-8',NULL,1,3,3,0,0,0,0,'2026-03-16 09:00:00','2026-03-16 09:00:00',NULL,'2026-03-14','2026-03-15');
INSERT INTO "imports" VALUES(2,1,'store.csv','bab8fb2895adf92b53452ffddc7075d1a5ad73a93719169dd875e76538acb75d','store_days','sycm_store','utf-8',NULL,1,1,1,0,0,0,0,'2026-03-16 09:00:00','2026-03-16 09:00:00',NULL,'2026-03-15','2026-03-15');
CREATE TABLE inspection_marks (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	store_id INTEGER NOT NULL, 
	round_id INTEGER NOT NULL, 
	day VARCHAR(10) NOT NULL, 
	place VARCHAR NOT NULL, 
	points INTEGER, 
	note VARCHAR NOT NULL, 
	who VARCHAR NOT NULL, 
	problem_id INTEGER, 
	CONSTRAINT uq_inspection_marks_store_id_round_id_day_place UNIQUE (store_id, round_id, day, place), 
	CONSTRAINT fk_inspection_marks_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE, 
	CONSTRAINT fk_inspection_marks_round_id FOREIGN KEY(round_id) REFERENCES inspection_rounds (id) ON DELETE CASCADE, 
	CONSTRAINT fk_inspection_marks_problem_id FOREIGN KEY(problem_id) REFERENCES problems (id) ON DELETE SET NULL
);
INSERT INTO "inspection_marks" VALUES(1,1,1,1,'2026-03-16','店招',4,'字太小','',NULL);
CREATE TABLE inspection_rounds (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	store_id INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	places VARCHAR NOT NULL, 
	best INTEGER NOT NULL, 
	every INTEGER, 
	owner VARCHAR NOT NULL, 
	CONSTRAINT uq_inspection_rounds_store_id_name UNIQUE (store_id, name), 
	CONSTRAINT fk_inspection_rounds_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE
);
INSERT INTO "inspection_rounds" VALUES(1,1,1,'首页巡检','店招
主视觉',5,NULL,'');
CREATE TABLE kept_answers (
	id INTEGER NOT NULL, 
	store_id INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	"key" VARCHAR NOT NULL, 
	made_by VARCHAR NOT NULL, 
	sure BOOLEAN NOT NULL, 
	value VARCHAR NOT NULL, 
	CONSTRAINT pk_kept_answers PRIMARY KEY (id), 
	CONSTRAINT uq_kept_answers_store_id UNIQUE (store_id, name, "key"), 
	CONSTRAINT fk_kept_answers_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE
);
INSERT INTO "kept_answers" VALUES(1,1,'file_orders','8f9e2f0cdc37ab0fde53cce0ae596ed15f5a7a1f6759fa85c03b32335a39a3f3','0.1.0/1',1,'{"template":"tmall_orders","encoding":"utf-8","sheet":null,"header_row":1,"counts":[3,3,0,0,0],"reasons":[],"notes":[],"days":["2026-03-14","2026-03-15"]}');
INSERT INTO "kept_answers" VALUES(2,1,'file_store_days','ae3949ed732ffc743bf21ba5b3857a662c9df8c887d2c25d17cbb3d9cc0bf1b7','0.1.0/1',1,'{"template":"sycm_store","encoding":"utf-8","sheet":null,"header_row":1,"counts":[1,1,0,0,0],"reasons":[],"notes":[],"days":["2026-03-15","2026-03-15"]}');
CREATE TABLE keyword_days (
	id INTEGER NOT NULL, 
	store_id INTEGER NOT NULL, 
	word VARCHAR NOT NULL, 
	day VARCHAR(10) NOT NULL, 
	impressions INTEGER, 
	clicks INTEGER, 
	visitors INTEGER, 
	buyers INTEGER, 
	spend_fen BIGINT, 
	rank VARCHAR(40), 
	first_import_id INTEGER, 
	import_id INTEGER, 
	file_row INTEGER, 
	CONSTRAINT pk_keyword_days PRIMARY KEY (id), 
	CONSTRAINT uq_keyword_days_store_id UNIQUE (store_id, word, day), 
	CONSTRAINT fk_keyword_days_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE
);
CREATE TABLE keywords (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	store_id INTEGER NOT NULL, 
	word VARCHAR NOT NULL, 
	kind VARCHAR(40), 
	product_id VARCHAR NOT NULL, 
	note VARCHAR NOT NULL, 
	CONSTRAINT uq_keywords_store_id_word UNIQUE (store_id, word), 
	CONSTRAINT fk_keywords_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE
);
CREATE TABLE meeting_points (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	store_id INTEGER NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	day VARCHAR(10) NOT NULL, 
	topic VARCHAR NOT NULL, 
	decision VARCHAR NOT NULL, 
	owner VARCHAR NOT NULL, 
	due VARCHAR(10), 
	problem_id INTEGER, 
	CONSTRAINT uq_meeting_points_store_id_kind_day_topic UNIQUE (store_id, kind, day, topic), 
	CONSTRAINT fk_meeting_points_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE, 
	CONSTRAINT fk_meeting_points_problem_id FOREIGN KEY(problem_id) REFERENCES problems (id) ON DELETE SET NULL
);
INSERT INTO "meeting_points" VALUES(1,1,1,'weekly','2026-03-16','春夏换季','','',NULL,NULL);
CREATE TABLE member_levels (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	store_id INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	orders_from INTEGER, 
	paid_from_fen BIGINT, 
	valid_from VARCHAR(10) NOT NULL, 
	CONSTRAINT uq_member_levels_store_id_name_valid_from UNIQUE (store_id, name, valid_from), 
	CONSTRAINT fk_member_levels_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE
);
CREATE TABLE milestone_rules (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	store_id INTEGER NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	code VARCHAR NOT NULL, 
	title_zh VARCHAR NOT NULL, 
	title_en VARCHAR NOT NULL, 
	anchor VARCHAR(40) NOT NULL, 
	offset_days INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	CONSTRAINT fk_milestone_rules_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE
);
CREATE TABLE milestones (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	store_id INTEGER NOT NULL, 
	campaign_id INTEGER NOT NULL, 
	code VARCHAR NOT NULL, 
	title_zh VARCHAR NOT NULL, 
	title_en VARCHAR NOT NULL, 
	anchor VARCHAR(40) NOT NULL, 
	offset_days INTEGER NOT NULL, 
	due VARCHAR(10) NOT NULL, 
	owner VARCHAR DEFAULT '' NOT NULL, 
	after_id INTEGER, 
	done_on VARCHAR(10), 
	done_by VARCHAR NOT NULL, 
	note VARCHAR NOT NULL, 
	CONSTRAINT fk_milestones_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE, 
	CONSTRAINT fk_milestones_campaign_id FOREIGN KEY(campaign_id) REFERENCES campaigns (id) ON DELETE CASCADE
);
INSERT INTO "milestones" VALUES(1,1,1,1,'select','选定活动商品','Choose the products','start',-30,'2026-02-02','',NULL,NULL,'','');
INSERT INTO "milestones" VALUES(2,1,1,1,'apply','提交活动报名','Send the application','start',-21,'2026-02-11','',NULL,NULL,'','');
INSERT INTO "milestones" VALUES(3,1,1,1,'stock_order','确定备货数量（最迟开始前一周）','Decide the stock order (one week before at the latest)','start',-14,'2026-02-18','',NULL,NULL,'','');
INSERT INTO "milestones" VALUES(4,1,1,1,'pictures','主图、详情和海报定稿','Pictures, product pages and posters ready','start',-10,'2026-02-22','',NULL,NULL,'','');
INSERT INTO "milestones" VALUES(5,1,1,1,'prices','设置活动价格和优惠','Set prices and offers','start',-7,'2026-02-25','',NULL,NULL,'','');
INSERT INTO "milestones" VALUES(6,1,1,1,'warm_up','预热：通知会员、投放推广','Warm up: tell members, start advertising','start',-5,'2026-02-27','',NULL,NULL,'','');
INSERT INTO "milestones" VALUES(7,1,1,1,'rosters','排好客服和发货班次，备足包装','Rosters for service and shipping set, packaging in stock','start',-3,'2026-03-01','',NULL,NULL,'','');
INSERT INTO "milestones" VALUES(8,1,1,1,'check','逐页检查页面和价格','Check every page and price','start',-1,'2026-03-03','',NULL,NULL,'','');
INSERT INTO "milestones" VALUES(9,1,1,1,'watch','开售当天每小时盯数据','Watch the figures every hour','start',0,'2026-03-04','',NULL,NULL,'','');
INSERT INTO "milestones" VALUES(10,1,1,1,'leftovers','检查页面，撤下活动残留','Check all pages for leftovers','end',1,'2026-03-09','',NULL,NULL,'','');
INSERT INTO "milestones" VALUES(11,1,1,1,'after_sales','售后高峰结束，清点未结售后','After-sales peak over, open cases counted','end',3,'2026-03-11','',NULL,NULL,'','');
INSERT INTO "milestones" VALUES(12,1,1,1,'review','活动复盘','Review the campaign','end',7,'2026-03-15','',NULL,NULL,'','');
CREATE TABLE month_changes (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	store_id INTEGER NOT NULL, 
	month VARCHAR(10) NOT NULL, 
	code VARCHAR NOT NULL, 
	before_fen BIGINT, 
	after_fen BIGINT, 
	import_id INTEGER, 
	cause VARCHAR NOT NULL, 
	at VARCHAR(26) NOT NULL, 
	CONSTRAINT fk_month_changes_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE
);
CREATE TABLE order_days (
	id INTEGER NOT NULL, 
	store_id INTEGER NOT NULL, 
	basis VARCHAR(40) NOT NULL, 
	day VARCHAR(10) NOT NULL, 
	orders INTEGER NOT NULL, 
	paid_orders INTEGER NOT NULL, 
	unpaid_orders INTEGER NOT NULL, 
	refunded_orders INTEGER, 
	effective_orders INTEGER, 
	gross_fen BIGINT, 
	paid_fen BIGINT, 
	refund_fen BIGINT, 
	net_fen BIGINT, 
	buyers INTEGER, 
	CONSTRAINT pk_order_days PRIMARY KEY (id), 
	CONSTRAINT uq_order_days_store_id UNIQUE (store_id, basis, day), 
	CONSTRAINT fk_order_days_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE
);
INSERT INTO "order_days" VALUES(1,1,'created','2026-03-14',1,1,0,0,1,17880,17880,0,17880,NULL);
INSERT INTO "order_days" VALUES(2,1,'created','2026-03-15',2,1,1,1,0,12000,2100,2100,0,NULL);
INSERT INTO "order_days" VALUES(3,1,'paid','2026-03-15',2,2,0,1,1,19980,19980,2100,17880,NULL);
CREATE TABLE order_explanations (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	store_id INTEGER NOT NULL, 
	order_no VARCHAR NOT NULL, 
	word VARCHAR NOT NULL, 
	who VARCHAR NOT NULL, 
	at VARCHAR(26) NOT NULL, 
	state VARCHAR(40) NOT NULL, 
	difference_fen BIGINT NOT NULL, 
	CONSTRAINT uq_order_explanations_store_id_order_no UNIQUE (store_id, order_no), 
	CONSTRAINT fk_order_explanations_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE
);
CREATE TABLE order_hours (
	id INTEGER NOT NULL, 
	store_id INTEGER NOT NULL, 
	day VARCHAR(10) NOT NULL, 
	hour INTEGER NOT NULL, 
	paid_orders INTEGER NOT NULL, 
	paid_fen BIGINT, 
	CONSTRAINT pk_order_hours PRIMARY KEY (id), 
	CONSTRAINT uq_order_hours_store_id UNIQUE (store_id, day, hour), 
	CONSTRAINT fk_order_hours_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE
);
INSERT INTO "order_hours" VALUES(1,1,'2026-03-15',0,1,17880);
INSERT INTO "order_hours" VALUES(2,1,'2026-03-15',8,1,2100);
CREATE TABLE order_items (
	id INTEGER NOT NULL, 
	store_id INTEGER NOT NULL, 
	item_key VARCHAR NOT NULL, 
	order_no VARCHAR NOT NULL, 
	title VARCHAR, 
	product_id VARCHAR, 
	merchant_code VARCHAR, 
	variant VARCHAR, 
	status VARCHAR, 
	refund_status VARCHAR, 
	price_fen BIGINT, 
	pieces INTEGER, 
	payable_fen BIGINT, 
	received_fen BIGINT, 
	refund_fen BIGINT, 
	created_at VARCHAR(26), 
	paid_at VARCHAR(26), 
	first_import_id INTEGER, 
	import_id INTEGER, 
	file_row INTEGER, 
	CONSTRAINT pk_order_items PRIMARY KEY (id), 
	CONSTRAINT uq_order_items_store_id UNIQUE (store_id, item_key), 
	CONSTRAINT fk_order_items_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE
);
CREATE TABLE order_money (
	id INTEGER NOT NULL, 
	store_id INTEGER NOT NULL, 
	order_no VARCHAR NOT NULL, 
	known BOOLEAN NOT NULL, 
	at VARCHAR(26) NOT NULL, 
	day VARCHAR(10) NOT NULL, 
	paid_at VARCHAR(26), 
	paid_day VARCHAR(10), 
	confirmed_at VARCHAR(26), 
	confirmed_day VARCHAR(10), 
	closed BOOLEAN NOT NULL, 
	paid_fen BIGINT, 
	refund_fen BIGINT, 
	item_refund_fen BIGINT, 
	received_fen BIGINT NOT NULL, 
	refunded_fen BIGINT NOT NULL, 
	fees VARCHAR NOT NULL, 
	expected_fen BIGINT, 
	difference_fen BIGINT NOT NULL, 
	state VARCHAR(40) NOT NULL, 
	hints VARCHAR NOT NULL, 
	CONSTRAINT pk_order_money PRIMARY KEY (id), 
	CONSTRAINT uq_order_money_store_id UNIQUE (store_id, order_no), 
	CONSTRAINT fk_order_money_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE
);
CREATE TABLE orders (
	id INTEGER NOT NULL, 
	store_id INTEGER NOT NULL, 
	order_key VARCHAR NOT NULL, 
	order_no VARCHAR, 
	status VARCHAR, 
	created_at VARCHAR(26) NOT NULL, 
	created_day VARCHAR(10) NOT NULL, 
	paid_at VARCHAR(26), 
	paid_day VARCHAR(10), 
	gross_fen BIGINT, 
	received_fen BIGINT, 
	refund_fen BIGINT, 
	shipped_at VARCHAR(26), 
	finished_at VARCHAR(26), 
	pieces INTEGER, 
	province VARCHAR, 
	title VARCHAR, 
	buyer_key VARCHAR, 
	buyer_name VARCHAR, 
	phone VARCHAR, 
	address VARCHAR, 
	closed_reason VARCHAR, 
	first_import_id INTEGER, 
	last_import_id INTEGER, 
	freight_fen BIGINT, 
	file_row INTEGER, 
	CONSTRAINT pk_orders PRIMARY KEY (id), 
	CONSTRAINT uq_orders_store_id UNIQUE (store_id, order_key), 
	CONSTRAINT fk_orders_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE
);
INSERT INTO "orders" VALUES(1,1,'1','1',NULL,'2026-03-14 23:59:00','2026-03-14','2026-03-15 00:00:00','2026-03-15',17880,17880,0,NULL,NULL,NULL,'上海',NULL,NULL,NULL,NULL,NULL,NULL,1,1,NULL,2);
INSERT INTO "orders" VALUES(2,1,'2','2',NULL,'2026-03-15 08:30:00','2026-03-15','2026-03-15 08:31:00','2026-03-15',2100,0,2100,NULL,NULL,NULL,'广东省',NULL,NULL,NULL,NULL,NULL,NULL,1,1,NULL,3);
INSERT INTO "orders" VALUES(3,1,'3','3',NULL,'2026-03-15 09:30:00','2026-03-15',NULL,NULL,9900,0,0,NULL,NULL,NULL,'北京',NULL,NULL,NULL,NULL,NULL,NULL,1,1,NULL,4);
CREATE TABLE own_days (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	store_id INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	day VARCHAR(10) NOT NULL, 
	yearly BOOLEAN NOT NULL, 
	rule VARCHAR(40) DEFAULT 'date' NOT NULL, 
	festival VARCHAR DEFAULT '' NOT NULL, 
	offset_days INTEGER DEFAULT '0' NOT NULL, 
	days INTEGER DEFAULT '1' NOT NULL, 
	note VARCHAR NOT NULL, 
	CONSTRAINT fk_own_days_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE
);
CREATE TABLE pay_adjustments (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	store_id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	month VARCHAR(10) NOT NULL, 
	amount_fen BIGINT NOT NULL, 
	original_month VARCHAR(10) NOT NULL, 
	original_code VARCHAR(40) NOT NULL, 
	reason VARCHAR NOT NULL, 
	late BOOLEAN DEFAULT '0' NOT NULL, 
	CONSTRAINT fk_pay_adjustments_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE, 
	CONSTRAINT fk_pay_adjustments_person_id FOREIGN KEY(person_id) REFERENCES people (id) ON DELETE CASCADE
);
CREATE TABLE pay_guard (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	hash VARCHAR(200) NOT NULL, 
	failed INTEGER NOT NULL, 
	failed_at VARCHAR(26)
);
CREATE TABLE pay_inputs (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	store_id INTEGER NOT NULL, 
	person_id INTEGER, 
	month VARCHAR(10) NOT NULL, 
	code VARCHAR(40) NOT NULL, 
	value VARCHAR NOT NULL, 
	reason VARCHAR NOT NULL, 
	CONSTRAINT fk_pay_inputs_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE, 
	CONSTRAINT fk_pay_inputs_person_id FOREIGN KEY(person_id) REFERENCES people (id) ON DELETE CASCADE
);
CREATE TABLE pay_lines (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	store_id INTEGER NOT NULL, 
	slip_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	code VARCHAR(40) NOT NULL, 
	name VARCHAR NOT NULL, 
	basis VARCHAR(40), 
	rate VARCHAR(40), 
	amount_fen BIGINT, 
	not_taken_fen BIGINT NOT NULL, 
	explanation VARCHAR NOT NULL, 
	sources VARCHAR NOT NULL, 
	CONSTRAINT fk_pay_lines_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE, 
	CONSTRAINT fk_pay_lines_slip_id FOREIGN KEY(slip_id) REFERENCES pay_slips (id) ON DELETE CASCADE
);
CREATE TABLE pay_openings (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	store_id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	month VARCHAR(10) NOT NULL, 
	months INTEGER NOT NULL, 
	income_fen BIGINT NOT NULL, 
	insurance_fen BIGINT NOT NULL, 
	special_fen BIGINT NOT NULL, 
	withheld_fen BIGINT NOT NULL, 
	carried_fen BIGINT NOT NULL, 
	advance_fen BIGINT NOT NULL, 
	CONSTRAINT uq_pay_openings_store_id_person_id_month UNIQUE (store_id, person_id, month), 
	CONSTRAINT fk_pay_openings_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE, 
	CONSTRAINT fk_pay_openings_person_id FOREIGN KEY(person_id) REFERENCES people (id) ON DELETE CASCADE
);
CREATE TABLE pay_runs (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	store_id INTEGER NOT NULL, 
	month VARCHAR(10) NOT NULL, 
	state VARCHAR(40) NOT NULL, 
	computed_at VARCHAR(26) NOT NULL, 
	turnover_fen BIGINT, 
	cost_ratio VARCHAR(40), 
	silent_pool_fen BIGINT, 
	missing VARCHAR NOT NULL, 
	notices VARCHAR NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	kind VARCHAR(40) DEFAULT 'monthly' NOT NULL, 
	number INTEGER DEFAULT '0' NOT NULL, 
	reason VARCHAR DEFAULT '' NOT NULL, 
	reverses INTEGER, 
	CONSTRAINT uq_pay_runs_store_id_month_number UNIQUE (store_id, month, number), 
	CONSTRAINT fk_pay_runs_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE
);
CREATE TABLE pay_schemes (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	store_id INTEGER NOT NULL, 
	person_id INTEGER, 
	code VARCHAR(40) NOT NULL, 
	valid_from VARCHAR(10) NOT NULL, 
	content VARCHAR NOT NULL, 
	CONSTRAINT uq_pay_schemes_store_id_code_valid_from UNIQUE (store_id, code, valid_from), 
	CONSTRAINT fk_pay_schemes_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE, 
	CONSTRAINT fk_pay_schemes_person_id FOREIGN KEY(person_id) REFERENCES people (id) ON DELETE CASCADE
);
CREATE TABLE pay_slips (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	store_id INTEGER NOT NULL, 
	run_id INTEGER NOT NULL, 
	person_id INTEGER, 
	name VARCHAR NOT NULL, 
	mark VARCHAR NOT NULL, 
	department VARCHAR NOT NULL, 
	role VARCHAR NOT NULL, 
	words VARCHAR NOT NULL, 
	days_employed INTEGER NOT NULL, 
	gross_fen BIGINT, 
	compensation_fen BIGINT, 
	social_fen BIGINT, 
	housing_fund_fen BIGINT, 
	income_tax_fen BIGINT, 
	taxable_fen BIGINT, 
	withheld_fen BIGINT, 
	net_fen BIGINT, 
	cost_fen BIGINT, 
	months INTEGER, 
	income_fen BIGINT, 
	insurance_fen BIGINT, 
	special_fen BIGINT, 
	bonus_apart_fen BIGINT NOT NULL, 
	carried_fen BIGINT, 
	advance_fen BIGINT, 
	missing VARCHAR NOT NULL, 
	notices VARCHAR NOT NULL, 
	proof VARCHAR NOT NULL, 
	CONSTRAINT fk_pay_slips_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE, 
	CONSTRAINT fk_pay_slips_run_id FOREIGN KEY(run_id) REFERENCES pay_runs (id) ON DELETE CASCADE, 
	CONSTRAINT fk_pay_slips_person_id FOREIGN KEY(person_id) REFERENCES people (id) ON DELETE SET NULL
);
CREATE TABLE pay_values (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	store_id INTEGER NOT NULL, 
	person_id INTEGER, 
	code VARCHAR(40) NOT NULL, 
	valid_from VARCHAR(10) NOT NULL, 
	value VARCHAR NOT NULL, 
	reason VARCHAR NOT NULL, 
	CONSTRAINT fk_pay_values_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE, 
	CONSTRAINT fk_pay_values_person_id FOREIGN KEY(person_id) REFERENCES people (id) ON DELETE CASCADE
);
CREATE TABLE people (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	store_id INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	mark VARCHAR NOT NULL, 
	department_code VARCHAR NOT NULL, 
	role_code VARCHAR NOT NULL, 
	hired_on VARCHAR(10) NOT NULL, 
	left_on VARCHAR(10), 
	base_fen BIGINT, 
	phone VARCHAR, 
	email VARCHAR, 
	note VARCHAR NOT NULL, 
	CONSTRAINT uq_people_store_id_name_mark UNIQUE (store_id, name, mark), 
	CONSTRAINT fk_people_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE
);
INSERT INTO "people" VALUES(1,1,1,'小满','','service','service','2025-06-01',NULL,200000,NULL,NULL,'');
CREATE TABLE preparation_items (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	store_id INTEGER NOT NULL, 
	item VARCHAR(40) NOT NULL, 
	title VARCHAR NOT NULL, 
	"each" BOOLEAN NOT NULL, 
	left_out BOOLEAN NOT NULL, 
	CONSTRAINT uq_preparation_items_store_id_item UNIQUE (store_id, item), 
	CONSTRAINT fk_preparation_items_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE
);
INSERT INTO "preparation_items" VALUES(1,1,1,'own-8786a9c0e2da','短视频',1,0);
CREATE TABLE prepared (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	store_id INTEGER NOT NULL, 
	product_id VARCHAR NOT NULL, 
	item VARCHAR(40) NOT NULL, 
	done_on VARCHAR(10) NOT NULL, 
	who VARCHAR NOT NULL, 
	CONSTRAINT uq_prepared_store_id_product_id_item UNIQUE (store_id, product_id, item), 
	CONSTRAINT fk_prepared_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE
);
INSERT INTO "prepared" VALUES(1,1,1,'600001','photo_front','2026-03-16','小满');
INSERT INTO "prepared" VALUES(2,1,1,'','home','2026-03-16','小满');
CREATE TABLE problem_comments (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	store_id INTEGER NOT NULL, 
	problem_id INTEGER NOT NULL, 
	at VARCHAR(26) NOT NULL, 
	who VARCHAR NOT NULL, 
	words VARCHAR NOT NULL, 
	CONSTRAINT fk_problem_comments_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE, 
	CONSTRAINT fk_problem_comments_problem_id FOREIGN KEY(problem_id) REFERENCES problems (id) ON DELETE CASCADE
);
CREATE TABLE problem_events (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	store_id INTEGER NOT NULL, 
	problem_id INTEGER NOT NULL, 
	at VARCHAR(26) NOT NULL, 
	who VARCHAR NOT NULL, 
	from_state VARCHAR(40) NOT NULL, 
	to_state VARCHAR(40) NOT NULL, 
	note VARCHAR NOT NULL, 
	CONSTRAINT fk_problem_events_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE, 
	CONSTRAINT fk_problem_events_problem_id FOREIGN KEY(problem_id) REFERENCES problems (id) ON DELETE CASCADE
);
CREATE TABLE problem_files (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	store_id INTEGER NOT NULL, 
	problem_id INTEGER NOT NULL, 
	at VARCHAR(26) NOT NULL, 
	who VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	stored VARCHAR NOT NULL, 
	CONSTRAINT fk_problem_files_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE, 
	CONSTRAINT fk_problem_files_problem_id FOREIGN KEY(problem_id) REFERENCES problems (id) ON DELETE CASCADE
);
CREATE TABLE problems (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	store_id INTEGER NOT NULL, 
	title VARCHAR NOT NULL, 
	detail VARCHAR NOT NULL, 
	area VARCHAR NOT NULL, 
	item_code VARCHAR NOT NULL, 
	worksheet_id INTEGER, 
	severity VARCHAR(40) NOT NULL, 
	state VARCHAR(40) NOT NULL, 
	owner VARCHAR NOT NULL, 
	due VARCHAR(10), 
	opened_on VARCHAR(10) NOT NULL, 
	opened_by VARCHAR NOT NULL, 
	needs_second BOOLEAN NOT NULL, 
	done_by VARCHAR NOT NULL, 
	result VARCHAR NOT NULL, 
	closed_on VARCHAR(10), 
	closed_by VARCHAR NOT NULL, 
	reopened INTEGER NOT NULL, 
	inspect_on VARCHAR(10), 
	CONSTRAINT fk_problems_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE
);
INSERT INTO "problems" VALUES(1,1,1,'横幅链接打不开','','','',NULL,'normal','open','',NULL,'2026-03-16','',0,'','',NULL,'',0,NULL);
CREATE TABLE product_days (
	id INTEGER NOT NULL, 
	store_id INTEGER NOT NULL, 
	product_id VARCHAR NOT NULL, 
	day VARCHAR(10) NOT NULL, 
	title VARCHAR, 
	brand VARCHAR, 
	category VARCHAR, 
	visitors INTEGER, 
	page_views INTEGER, 
	stay_seconds INTEGER, 
	cart_buyers INTEGER, 
	favourite_buyers INTEGER, 
	search_visitors INTEGER, 
	buyers INTEGER, 
	paid_pieces INTEGER, 
	paid_fen BIGINT, 
	list_fen BIGINT, 
	refund_fen BIGINT, 
	stock_pieces INTEGER, 
	first_import_id INTEGER, 
	import_id INTEGER, 
	file_row INTEGER, 
	CONSTRAINT pk_product_days PRIMARY KEY (id), 
	CONSTRAINT uq_product_days_store_id UNIQUE (store_id, product_id, day), 
	CONSTRAINT fk_product_days_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE
);
CREATE TABLE products (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	store_id INTEGER NOT NULL, 
	product_id VARCHAR NOT NULL, 
	role VARCHAR(40), 
	life VARCHAR(40), 
	product_group VARCHAR DEFAULT '' NOT NULL, 
	title VARCHAR DEFAULT '' NOT NULL, 
	merchant_code VARCHAR DEFAULT '' NOT NULL, 
	list_fen BIGINT, 
	stock_pieces INTEGER, 
	stock_day VARCHAR(10), 
	lead_days INTEGER, 
	reserve_pieces INTEGER, 
	season_end VARCHAR(10), 
	all_year BOOLEAN DEFAULT '0' NOT NULL, 
	reviews INTEGER, 
	praise_rate VARCHAR(40), 
	CONSTRAINT uq_products_store_id_product_id UNIQUE (store_id, product_id), 
	CONSTRAINT fk_products_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE
);
CREATE TABLE roles (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	store_id INTEGER NOT NULL, 
	code VARCHAR NOT NULL, 
	department_code VARCHAR NOT NULL, 
	name_zh VARCHAR NOT NULL, 
	name_en VARCHAR NOT NULL, 
	duties_zh VARCHAR NOT NULL, 
	duties_en VARCHAR NOT NULL, 
	level VARCHAR(40) NOT NULL, 
	duty_code VARCHAR NOT NULL, 
	base_fen BIGINT, 
	position INTEGER NOT NULL, 
	hidden BOOLEAN NOT NULL, 
	CONSTRAINT uq_roles_store_id_code UNIQUE (store_id, code), 
	CONSTRAINT fk_roles_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE
);
INSERT INTO "roles" VALUES(1,1,1,'operations','management','运营总监','Operations director','定年度与月度目标，编预算，统筹各部门；盯平台资源与活动报名；定薪酬规则。','Sets yearly and monthly targets and the budget, coordinates the departments, follows platform resources and applications, decides the pay rules.','manager','operations',NULL,0,0);
INSERT INTO "roles" VALUES(2,1,1,'manager','management','店长','Store manager','把目标拆到每天每人，开晨会，看数据，管排班与预算；处理别人解决不了的投诉。','Breaks targets down to days and people, holds the morning meeting, reads the figures, keeps roster and budget; takes complaints nobody else could solve.','manager','manager',NULL,1,0);
INSERT INTO "roles" VALUES(3,1,1,'service','service','售前客服','Pre-sale service','接待咨询，推荐商品，催付提醒；超出权限的议价和超规则的要求交组长；把顾客的问题反馈给商品和美工。','Answers enquiries, recommends, reminds of payment; hands price requests beyond the limit to the lead; feeds questions back to products and design.','staff','service',200000,2,0);
INSERT INTO "roles" VALUES(4,1,1,'service_after','service','售后客服','After-sale service','处理退换货、退款和投诉，回访顾客，跟进异常订单；超出规则的赔付交组长，仍未解决的交店长。','Handles returns, refunds and complaints, calls back, follows odd orders; claims beyond the rules go to the lead, then to the store manager.','staff','service',200000,3,0);
INSERT INTO "roles" VALUES(5,1,1,'service_lead','service','客服组长','Service lead','带组接待，安排班次与交接，抽查聊天质量，处理超权限的议价和赔付，带新人。第一任组长从最早的客服团队里提。','Leads the team on the floor, arranges shifts and hand-over, checks chat quality, decides claims beyond the limit, trains newcomers. The first lead comes from the first service team.','lead','service_lead',250000,4,0);
INSERT INTO "roles" VALUES(6,1,1,'service_manager','service','客服主管','Service manager','管全部客服的指标、考核、培训与话术，处理升级投诉，和商品、仓储一起减少售后问题。','Owns the service figures, reviews, training and wording, takes escalated complaints, works with products and logistics to reduce after-sale cases.','manager','service_lead',300000,5,0);
INSERT INTO "roles" VALUES(7,1,1,'design','design','美工','Designer','做首页、详情页、主图和活动图，按季节换模板；图上的价格和日期要与实际一致。','Makes the home page, product pages, main and campaign pictures and seasonal templates; prices and dates in pictures must be true.','staff','design',300000,6,0);
INSERT INTO "roles" VALUES(8,1,1,'photo','design','摄影','Photographer','拍商品图、细节图和短视频，修图归档。','Shoots products, details and short videos, retouches and files them.','staff','design',300000,7,0);
INSERT INTO "roles" VALUES(9,1,1,'design_lead','design','设计组长','Design lead','定店铺视觉，排期和验收图片，保证按时、一次通过。','Decides the look of the store, schedules and accepts pictures, keeps them on time.','lead','design',400000,8,0);
INSERT INTO "roles" VALUES(10,1,1,'copy','copy','文案编辑','Editor','写标题、卖点、详情和活动文案；店内所有文字上线前都由其校对。','Writes titles, descriptions and campaign texts; proof-reads every text in the store before it goes live.','staff','copy',NULL,9,0);
INSERT INTO "roles" VALUES(11,1,1,'promotion','promotion','直通车推广','Search ads (直通车)','选词、出价、控预算，每天看余额和投产比，降低点击成本。','Chooses keywords, bids, keeps the budget, looks at balance and ROI daily, lowers the cost per click.','staff','promotion',300000,10,0);
INSERT INTO "roles" VALUES(12,1,1,'promotion_display','promotion','钻展推广','Display ads (钻展)','做展示广告的人群、资源位与创意测试，大促前放量，保住投产比。','Tests audiences, placements and creatives of display ads, scales up before major campaigns while keeping the ROI.','staff','promotion',300000,11,0);
INSERT INTO "roles" VALUES(13,1,1,'promotion_affiliates','promotion','淘宝客推广','Affiliates (淘宝客)','找淘宝客与团长，谈佣金，盯计划的成交和利润。','Finds affiliates, agrees commissions, follows sales and profit of the plans.','staff','promotion',300000,12,0);
INSERT INTO "roles" VALUES(14,1,1,'promotion_social','promotion','内容与社群推广','Content and social','做短视频、直播预告、社群与会员触达，带来免费流量。','Runs short videos, live-stream notices, groups and member messages that bring free traffic.','staff','promotion',300000,13,0);
INSERT INTO "roles" VALUES(15,1,1,'promotion_lead','promotion','推广组长','Promotion lead','分配各渠道预算，对总流量成本和投产比负责。','Splits the budget over the channels and answers for the total cost of traffic and its ROI.','lead','promotion',400000,14,0);
INSERT INTO "roles" VALUES(16,1,1,'planning','planning','活动策划','Campaign planner','排活动日历，写方案，报名与跟进审核，联系平台小二和品牌方。','Keeps the campaign calendar, writes plans, applies and follows up, keeps contact with platform and brand.','staff','planning',300000,15,0);
INSERT INTO "roles" VALUES(17,1,1,'products','products','商品专员','Product specialist','选款定价，打造爆款，管上下架，跟库存与补货。','Selects and prices, builds hero products, lists and delists, follows stock and re-orders.','staff','products',300000,16,0);
INSERT INTO "roles" VALUES(18,1,1,'buyer','products','采购','Buyer','找供应商，谈价格与交期，下单催货，处理来货质量问题。','Finds suppliers, agrees price and delivery, orders and chases, settles quality problems of goods in.','staff','products',300000,17,0);
INSERT INTO "roles" VALUES(19,1,1,'warehouse','logistics','仓管','Warehouse','收货、质检、上架、拣货、退货入库；每月 28 日至 31 日盘点。','Receives, checks, stores and picks goods, books returns; counts the stock on the 28th to 31st of each month.','staff','warehouse',250000,18,0);
INSERT INTO "roles" VALUES(20,1,1,'shipping','logistics','打包发货','Shipping','打单、验货、打包、交快递，当天的单当天发，单号及时上传。','Prints, checks, packs, hands over to the courier; orders leave the same day and numbers are entered at once.','staff','warehouse',250000,19,0);
INSERT INTO "roles" VALUES(21,1,1,'warehouse_lead','logistics','仓储组长','Logistics lead','排发货计划，管包材与快递，盯发货时效和错发率，大促前定发货班次。','Plans shipping, keeps packing material and couriers, watches speed and wrong parcels, sets the shipping roster before campaigns.','lead','warehouse',300000,20,0);
INSERT INTO "roles" VALUES(22,1,1,'data','data','数据分析','Analyst','汇总店铺各项数据，为定目标、备货和投放提供依据，出周报月报。','Gathers all store data, supports decisions on targets, buying and ads, prepares the weekly and monthly report.','staff','data',NULL,21,0);
INSERT INTO "roles" VALUES(23,1,1,'finance','finance','会计出纳','Bookkeeper','每日收支登记，月、季、年报表，核对平台账单，发工资。','Books daily money in and out, monthly, quarterly and yearly statements, checks platform bills, pays wages.','staff','finance',NULL,22,0);
CREATE TABLE roster_days (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	store_id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	day VARCHAR(10) NOT NULL, 
	duty VARCHAR(40) NOT NULL, 
	note VARCHAR NOT NULL, 
	CONSTRAINT uq_roster_days_store_id_person_id_day UNIQUE (store_id, person_id, day), 
	CONSTRAINT fk_roster_days_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE, 
	CONSTRAINT fk_roster_days_person_id FOREIGN KEY(person_id) REFERENCES people (id) ON DELETE CASCADE
);
INSERT INTO "roster_days" VALUES(1,2,1,1,'2026-03-16','early','交接给晚班');
CREATE TABLE score_entries (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	store_id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	month VARCHAR(10) NOT NULL, 
	indicator VARCHAR(40) NOT NULL, 
	value VARCHAR(40), 
	left_out BOOLEAN NOT NULL, 
	reason VARCHAR NOT NULL, 
	CONSTRAINT uq_score_entries_store_id_person_id_month_indicator UNIQUE (store_id, person_id, month, indicator), 
	CONSTRAINT fk_score_entries_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE, 
	CONSTRAINT fk_score_entries_person_id FOREIGN KEY(person_id) REFERENCES people (id) ON DELETE CASCADE
);
CREATE TABLE scorecards (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	store_id INTEGER NOT NULL, 
	code VARCHAR(40) NOT NULL, 
	valid_from VARCHAR(10) NOT NULL, 
	content VARCHAR NOT NULL, 
	CONSTRAINT uq_scorecards_store_id_code_valid_from UNIQUE (store_id, code, valid_from), 
	CONSTRAINT fk_scorecards_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE
);
CREATE TABLE service_days (
	id INTEGER NOT NULL, 
	store_id INTEGER NOT NULL, 
	agent VARCHAR NOT NULL, 
	day VARCHAR(10) NOT NULL, 
	received INTEGER, 
	replied INTEGER, 
	inquiries INTEGER, 
	paid_inquiries INTEGER, 
	first_reply_seconds INTEGER, 
	sales_fen BIGINT, 
	good_ratings INTEGER, 
	ratings INTEGER, 
	reply_rate VARCHAR(40), 
	paid_rate VARCHAR(40), 
	satisfaction_rate VARCHAR(40), 
	first_import_id INTEGER, 
	import_id INTEGER, 
	file_row INTEGER, 
	CONSTRAINT pk_service_days PRIMARY KEY (id), 
	CONSTRAINT uq_service_days_store_id UNIQUE (store_id, agent, day), 
	CONSTRAINT fk_service_days_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE
);
CREATE TABLE settled_scores (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	store_id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	month VARCHAR(10) NOT NULL, 
	card VARCHAR(40) NOT NULL, 
	content VARCHAR NOT NULL, 
	total VARCHAR(40) NOT NULL, 
	CONSTRAINT uq_settled_scores_store_id_person_id_month UNIQUE (store_id, person_id, month), 
	CONSTRAINT fk_settled_scores_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE, 
	CONSTRAINT fk_settled_scores_person_id FOREIGN KEY(person_id) REFERENCES people (id) ON DELETE CASCADE
);
CREATE TABLE setup_budget_actuals (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	store_id INTEGER NOT NULL, 
	line_id INTEGER NOT NULL, 
	on_day VARCHAR(10) NOT NULL, 
	amount_fen BIGINT NOT NULL, 
	note VARCHAR NOT NULL, 
	source VARCHAR(40), 
	account VARCHAR, 
	line_key VARCHAR, 
	CONSTRAINT uq_setup_budget_actuals_store_id_source_account_line_key UNIQUE (store_id, source, account, line_key), 
	CONSTRAINT fk_setup_budget_actuals_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE, 
	CONSTRAINT fk_setup_budget_actuals_line_id FOREIGN KEY(line_id) REFERENCES setup_budget_lines (id) ON DELETE CASCADE
);
INSERT INTO "setup_budget_actuals" VALUES(1,1,1,1,'2026-03-16',10000,'',NULL,NULL,NULL);
CREATE TABLE setup_budget_lines (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	store_id INTEGER NOT NULL, 
	phase_id INTEGER NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	amount_fen BIGINT, 
	note VARCHAR NOT NULL, 
	name VARCHAR DEFAULT '' NOT NULL, 
	on_day VARCHAR(10), 
	becomes VARCHAR(40), 
	returns_on VARCHAR(10), 
	statement_kind VARCHAR(40), 
	statement_words VARCHAR DEFAULT '' NOT NULL, 
	fee_item VARCHAR(40), 
	CONSTRAINT fk_setup_budget_lines_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE, 
	CONSTRAINT fk_setup_budget_lines_phase_id FOREIGN KEY(phase_id) REFERENCES setup_budget_phases (id) ON DELETE CASCADE
);
INSERT INTO "setup_budget_lines" VALUES(1,2,1,1,'deposit',16000000,'','保证金','2026-04-01',NULL,'2027-03-01','deposit','',NULL);
INSERT INTO "setup_budget_lines" VALUES(2,1,1,2,'hardware_wages',11065000,'','Month 3 and month 7 together',NULL,NULL,NULL,NULL,'',NULL);
INSERT INTO "setup_budget_lines" VALUES(3,2,1,3,'other',40000000,'','年费',NULL,NULL,NULL,NULL,'','yearly_fee');
CREATE TABLE setup_budget_phases (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	store_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	title VARCHAR NOT NULL, 
	starts_on VARCHAR(10) NOT NULL, 
	ends_on VARCHAR(10) NOT NULL, 
	month_target_fen BIGINT, 
	CONSTRAINT fk_setup_budget_phases_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE
);
INSERT INTO "setup_budget_phases" VALUES(1,1,1,10,'Months 1 and 2','2026-03-01','2026-04-30',NULL);
INSERT INTO "setup_budget_phases" VALUES(2,1,1,20,'Months 3 to 7','2026-05-01','2026-09-30',NULL);
INSERT INTO "setup_budget_phases" VALUES(3,1,1,30,'Months 8 to 12','2026-10-01','2027-02-28',NULL);
CREATE TABLE setup_budgets (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	store_id INTEGER NOT NULL, 
	stated_total_fen BIGINT, 
	fixed_month_fen BIGINT NOT NULL, 
	gross_margin VARCHAR(40) NOT NULL, 
	ads VARCHAR(40) NOT NULL, 
	people VARCHAR(40) NOT NULL, 
	commission VARCHAR(40) NOT NULL, 
	shipping VARCHAR(40) NOT NULL, 
	tax VARCHAR(40) NOT NULL, 
	other VARCHAR(40) NOT NULL, 
	start_money_fen BIGINT, 
	careful_sales VARCHAR(40) DEFAULT '0.8' NOT NULL, 
	careful_costs VARCHAR(40) DEFAULT '1.1' NOT NULL, 
	bold_sales VARCHAR(40) DEFAULT '1.2' NOT NULL, 
	bold_costs VARCHAR(40) DEFAULT '0.95' NOT NULL, 
	CONSTRAINT uq_setup_budgets_store_id UNIQUE (store_id), 
	CONSTRAINT fk_setup_budgets_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE
);
INSERT INTO "setup_budgets" VALUES(1,1,1,27065000,0,'0.40','0.10','0.06','0.05','0.05','0.045','0.02',NULL,'0.8','1.1','1.2','0.95');
CREATE TABLE setup_clocks (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	store_id INTEGER NOT NULL, 
	code VARCHAR NOT NULL, 
	position INTEGER NOT NULL, 
	title VARCHAR, 
	consequence VARCHAR, 
	"trigger" VARCHAR, 
	ends VARCHAR, 
	days INTEGER NOT NULL, 
	started_on VARCHAR(10), 
	ended_on VARCHAR(10), 
	own BOOLEAN NOT NULL, 
	CONSTRAINT uq_setup_clocks_store_id_code UNIQUE (store_id, code), 
	CONSTRAINT fk_setup_clocks_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE
);
INSERT INTO "setup_clocks" VALUES(1,1,1,'clock.pay',10,NULL,NULL,'apply.review','apply.pay',15,NULL,NULL,0);
INSERT INTO "setup_clocks" VALUES(2,1,1,'clock.live',20,NULL,NULL,'apply.pay','open.live',30,NULL,NULL,0);
INSERT INTO "setup_clocks" VALUES(3,1,1,'clock.topup',30,NULL,NULL,NULL,NULL,15,NULL,NULL,0);
CREATE TABLE setup_documents (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	store_id INTEGER NOT NULL, 
	code VARCHAR NOT NULL, 
	position INTEGER NOT NULL, 
	title VARCHAR, 
	hint VARCHAR, 
	covered_by VARCHAR, 
	own BOOLEAN NOT NULL, 
	state VARCHAR(40) NOT NULL, 
	owner VARCHAR NOT NULL, 
	due_on VARCHAR(10), 
	expires_on VARCHAR(10), 
	warn_days INTEGER NOT NULL, 
	note VARCHAR NOT NULL, 
	rejection VARCHAR DEFAULT '' NOT NULL, 
	decided BOOLEAN DEFAULT '0' NOT NULL, 
	wanted BOOLEAN DEFAULT '0' NOT NULL, 
	CONSTRAINT uq_setup_documents_store_id_code UNIQUE (store_id, code), 
	CONSTRAINT fk_setup_documents_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE
);
INSERT INTO "setup_documents" VALUES(1,1,1,'doc.mark_filing',10,NULL,NULL,NULL,0,'missing','',NULL,NULL,60,'','',0,0);
INSERT INTO "setup_documents" VALUES(2,1,1,'doc.factory_contract',20,NULL,NULL,NULL,0,'missing','',NULL,NULL,60,'','',0,0);
INSERT INTO "setup_documents" VALUES(3,1,1,'doc.licence',30,NULL,NULL,NULL,0,'missing','',NULL,NULL,60,'','',0,0);
INSERT INTO "setup_documents" VALUES(4,1,1,'doc.tax_registration',40,NULL,NULL,'doc.licence',0,'missing','',NULL,NULL,60,'','',0,0);
INSERT INTO "setup_documents" VALUES(5,1,1,'doc.organisation_code',50,NULL,NULL,'doc.licence',0,'missing','',NULL,NULL,60,'','',0,0);
INSERT INTO "setup_documents" VALUES(6,1,1,'doc.bank',60,NULL,NULL,NULL,0,'missing','',NULL,NULL,60,'','',0,0);
INSERT INTO "setup_documents" VALUES(7,1,1,'doc.legal_id',70,NULL,NULL,NULL,0,'missing','',NULL,NULL,60,'','',0,0);
INSERT INTO "setup_documents" VALUES(8,1,1,'doc.manager_id',80,NULL,NULL,NULL,0,'missing','',NULL,NULL,60,'','',0,0);
INSERT INTO "setup_documents" VALUES(9,1,1,'doc.taxpayer',90,NULL,NULL,NULL,0,'missing','',NULL,NULL,60,'','',0,0);
INSERT INTO "setup_documents" VALUES(10,1,1,'doc.trademark',100,NULL,NULL,NULL,0,'missing','',NULL,NULL,60,'','',0,0);
INSERT INTO "setup_documents" VALUES(11,1,1,'doc.sole_licence',110,NULL,NULL,NULL,0,'missing','',NULL,NULL,60,'','',0,0);
INSERT INTO "setup_documents" VALUES(12,1,1,'doc.payment_authorisation',120,NULL,NULL,NULL,0,'missing','',NULL,NULL,60,'','',0,0);
INSERT INTO "setup_documents" VALUES(13,1,1,'doc.product_list',130,NULL,NULL,NULL,0,'missing','',NULL,NULL,60,'','',0,0);
INSERT INTO "setup_documents" VALUES(14,1,1,'doc.test_report',140,NULL,NULL,NULL,0,'missing','',NULL,NULL,60,'','',0,0);
INSERT INTO "setup_documents" VALUES(15,1,1,'doc.food_licence',150,NULL,NULL,NULL,0,'missing','',NULL,NULL,60,'','',0,0);
INSERT INTO "setup_documents" VALUES(16,1,1,'doc.commissioned',160,NULL,NULL,NULL,0,'missing','',NULL,NULL,60,'','',0,0);
INSERT INTO "setup_documents" VALUES(17,1,1,'doc.cosmetics',170,NULL,NULL,NULL,0,'missing','',NULL,NULL,60,'','',0,0);
INSERT INTO "setup_documents" VALUES(18,1,1,'doc.commitment',180,NULL,NULL,NULL,0,'missing','',NULL,NULL,60,'','',0,0);
INSERT INTO "setup_documents" VALUES(19,1,1,'doc.publications',190,NULL,NULL,NULL,0,'missing','',NULL,NULL,60,'','',0,0);
INSERT INTO "setup_documents" VALUES(20,1,1,'doc.medical',200,NULL,NULL,NULL,0,'missing','',NULL,NULL,60,'','',0,0);
INSERT INTO "setup_documents" VALUES(21,1,1,'doc.ccc',210,NULL,NULL,NULL,0,'missing','',NULL,NULL,60,'','',0,0);
CREATE TABLE setup_fees (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	store_id INTEGER NOT NULL, 
	item VARCHAR(40) NOT NULL, 
	amount_fen BIGINT, 
	rate VARCHAR(40), 
	source VARCHAR NOT NULL, 
	as_of VARCHAR(10) NOT NULL, 
	withdrawn BOOLEAN NOT NULL, 
	category VARCHAR DEFAULT '' NOT NULL, 
	valid_from VARCHAR(10), 
	platform VARCHAR(40), 
	store_type VARCHAR(40), 
	trademark VARCHAR(40), 
	ladder VARCHAR DEFAULT '' NOT NULL, 
	link VARCHAR DEFAULT '' NOT NULL, 
	verified BOOLEAN DEFAULT '1' NOT NULL, 
	note VARCHAR DEFAULT '' NOT NULL, 
	CONSTRAINT fk_setup_fees_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE
);
INSERT INTO "setup_fees" VALUES(1,1,1,'commission',NULL,'0.03','商家后台','2026-03-16',0,'茶',NULL,'tmall',NULL,NULL,'','',0,'');
CREATE TABLE setup_plans (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	store_id INTEGER NOT NULL, 
	template VARCHAR NOT NULL, 
	template_version INTEGER NOT NULL, 
	started_on VARCHAR(10) NOT NULL, 
	opening_on VARCHAR(10), 
	trademark VARCHAR(40) NOT NULL, 
	category VARCHAR NOT NULL, 
	expected_year_fen BIGINT, 
	brand VARCHAR(40), 
	producer VARCHAR(40), 
	mark VARCHAR(40), 
	sells VARCHAR, 
	holder VARCHAR(40), 
	left_out VARCHAR DEFAULT '[]' NOT NULL, 
	CONSTRAINT uq_setup_plans_store_id UNIQUE (store_id), 
	CONSTRAINT fk_setup_plans_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE
);
INSERT INTO "setup_plans" VALUES(1,2,1,'tmall.flagship',4,'2026-03-16',NULL,'r','food',NULL,'agent',NULL,NULL,'food',NULL,'[]');
CREATE TABLE setup_scans (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	store_id INTEGER NOT NULL, 
	document_id INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	stored VARCHAR NOT NULL, 
	CONSTRAINT fk_setup_scans_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE, 
	CONSTRAINT fk_setup_scans_document_id FOREIGN KEY(document_id) REFERENCES setup_documents (id) ON DELETE CASCADE
);
CREATE TABLE setup_steps (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	store_id INTEGER NOT NULL, 
	code VARCHAR NOT NULL, 
	phase VARCHAR NOT NULL, 
	position INTEGER NOT NULL, 
	title VARCHAR, 
	what VARCHAR, 
	why VARCHAR, 
	waits_for VARCHAR NOT NULL, 
	documents VARCHAR NOT NULL, 
	typical_days INTEGER NOT NULL, 
	blocks_opening BOOLEAN NOT NULL, 
	own BOOLEAN NOT NULL, 
	state VARCHAR(40) NOT NULL, 
	owner VARCHAR NOT NULL, 
	due_on VARCHAR(10), 
	done_on VARCHAR(10), 
	note VARCHAR NOT NULL, 
	wanted BOOLEAN DEFAULT '0' NOT NULL, 
	CONSTRAINT uq_setup_steps_store_id_code UNIQUE (store_id, code), 
	CONSTRAINT fk_setup_steps_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE
);
INSERT INTO "setup_steps" VALUES(1,1,1,'plan.market','plan',10,NULL,NULL,NULL,'[]','[]',7,1,0,'not_started','',NULL,NULL,'',0);
INSERT INTO "setup_steps" VALUES(2,1,1,'plan.position','plan',20,NULL,NULL,NULL,'["plan.market"]','[]',3,1,0,'not_started','',NULL,NULL,'',0);
INSERT INTO "setup_steps" VALUES(3,1,1,'plan.platform','plan',30,NULL,NULL,NULL,'["plan.position"]','[]',2,1,0,'not_started','',NULL,NULL,'',0);
INSERT INTO "setup_steps" VALUES(4,1,1,'plan.products','plan',40,NULL,NULL,NULL,'["plan.position"]','["doc.product_list"]',5,1,0,'not_started','',NULL,NULL,'',0);
INSERT INTO "setup_steps" VALUES(5,1,1,'plan.suppliers','plan',50,NULL,NULL,NULL,'["plan.products"]','[]',10,1,0,'not_started','',NULL,NULL,'',0);
INSERT INTO "setup_steps" VALUES(6,1,1,'plan.budget','plan',60,NULL,NULL,NULL,'["plan.platform", "plan.products"]','[]',3,1,0,'not_started','',NULL,NULL,'',0);
INSERT INTO "setup_steps" VALUES(7,1,1,'papers.mark','papers',70,NULL,NULL,NULL,'["plan.platform"]','["doc.mark_filing"]',30,1,0,'not_started','',NULL,NULL,'',0);
INSERT INTO "setup_steps" VALUES(8,1,1,'papers.factory','papers',80,NULL,NULL,NULL,'["plan.suppliers"]','["doc.factory_contract"]',10,1,0,'not_started','',NULL,NULL,'',0);
INSERT INTO "setup_steps" VALUES(9,1,1,'papers.company','papers',90,NULL,NULL,NULL,'["plan.platform"]','["doc.licence", "doc.legal_id"]',15,1,0,'not_started','',NULL,NULL,'',0);
INSERT INTO "setup_steps" VALUES(10,1,1,'papers.bank','papers',100,NULL,NULL,NULL,'["papers.company"]','["doc.bank"]',7,1,0,'not_started','',NULL,NULL,'',0);
INSERT INTO "setup_steps" VALUES(11,1,1,'papers.brand','papers',110,NULL,NULL,NULL,'["plan.platform", "papers.mark"]','["doc.trademark", "doc.sole_licence"]',15,1,0,'not_started','',NULL,NULL,'',0);
INSERT INTO "setup_steps" VALUES(12,1,1,'papers.category','papers',120,NULL,NULL,NULL,'["plan.products", "papers.factory"]','["doc.food_licence", "doc.commissioned", "doc.cosmetics", "doc.test_report", "doc.publications", "doc.medical", "doc.ccc"]',20,1,0,'not_started','',NULL,NULL,'',0);
INSERT INTO "setup_steps" VALUES(13,1,1,'papers.collect','papers',130,NULL,NULL,NULL,'["papers.company", "papers.bank", "papers.brand", "papers.category", "plan.products"]','["doc.licence", "doc.bank", "doc.legal_id", "doc.manager_id", "doc.trademark", "doc.taxpayer", "doc.product_list", "doc.payment_authorisation"]',3,1,0,'not_started','',NULL,NULL,'',0);
INSERT INTO "setup_steps" VALUES(14,1,1,'apply.account','apply',140,NULL,NULL,NULL,'["papers.bank"]','["doc.payment_authorisation"]',3,1,0,'not_started','',NULL,NULL,'',0);
INSERT INTO "setup_steps" VALUES(15,1,1,'apply.query','apply',150,NULL,NULL,NULL,'["plan.platform"]','[]',1,1,0,'not_started','',NULL,NULL,'',0);
INSERT INTO "setup_steps" VALUES(16,1,1,'apply.logo','apply',160,NULL,NULL,NULL,'["papers.brand"]','[]',1,1,0,'not_started','',NULL,NULL,'',0);
INSERT INTO "setup_steps" VALUES(17,1,1,'apply.form','apply',170,NULL,NULL,NULL,'["papers.collect", "apply.account", "apply.query", "apply.logo"]','[]',1,1,0,'not_started','',NULL,NULL,'',0);
INSERT INTO "setup_steps" VALUES(18,1,1,'apply.review','apply',180,NULL,NULL,NULL,'["apply.form"]','[]',10,1,0,'not_started','',NULL,NULL,'',0);
INSERT INTO "setup_steps" VALUES(19,1,1,'apply.exam','apply',190,NULL,NULL,NULL,'["apply.review"]','[]',1,1,0,'not_started','',NULL,NULL,'',0);
INSERT INTO "setup_steps" VALUES(20,1,1,'apply.agreements','apply',200,NULL,NULL,NULL,'["apply.exam"]','["doc.commitment"]',1,1,0,'not_started','',NULL,NULL,'',0);
INSERT INTO "setup_steps" VALUES(21,1,1,'apply.pay','apply',210,NULL,NULL,NULL,'["apply.agreements", "plan.budget"]','[]',2,1,0,'not_started','',NULL,NULL,'',0);
INSERT INTO "setup_steps" VALUES(22,1,1,'apply.tm_check','apply',220,NULL,NULL,NULL,'["plan.platform"]','[]',1,1,0,'not_started','',NULL,NULL,'',0);
INSERT INTO "setup_steps" VALUES(23,1,1,'prepare.team','prepare',230,NULL,NULL,NULL,'["plan.budget"]','[]',20,1,0,'not_started','',NULL,NULL,'',0);
INSERT INTO "setup_steps" VALUES(24,1,1,'prepare.equipment','prepare',240,NULL,NULL,NULL,'["plan.budget"]','[]',5,1,0,'not_started','',NULL,NULL,'',0);
INSERT INTO "setup_steps" VALUES(25,1,1,'prepare.stock','prepare',250,NULL,NULL,NULL,'["plan.suppliers"]','[]',14,1,0,'not_started','',NULL,NULL,'',0);
INSERT INTO "setup_steps" VALUES(26,1,1,'prepare.warehouse','prepare',260,NULL,NULL,NULL,'["prepare.team"]','[]',5,1,0,'not_started','',NULL,NULL,'',0);
INSERT INTO "setup_steps" VALUES(27,1,1,'prepare.courier','prepare',270,NULL,NULL,NULL,'[]','[]',7,1,0,'not_started','',NULL,NULL,'',0);
INSERT INTO "setup_steps" VALUES(28,1,1,'prepare.photos','prepare',280,NULL,NULL,NULL,'["prepare.stock"]','[]',10,1,0,'not_started','',NULL,NULL,'',0);
INSERT INTO "setup_steps" VALUES(29,1,1,'prepare.copy','prepare',290,NULL,NULL,NULL,'["prepare.photos"]','[]',7,1,0,'not_started','',NULL,NULL,'',0);
INSERT INTO "setup_steps" VALUES(30,1,1,'prepare.prices','prepare',300,NULL,NULL,NULL,'["prepare.copy", "prepare.stock"]','[]',2,1,0,'not_started','',NULL,NULL,'',0);
INSERT INTO "setup_steps" VALUES(31,1,1,'prepare.style','prepare',310,NULL,NULL,NULL,'["prepare.photos"]','[]',10,1,0,'not_started','',NULL,NULL,'',0);
INSERT INTO "setup_steps" VALUES(32,1,1,'prepare.promises','prepare',320,NULL,NULL,NULL,'["prepare.courier"]','[]',2,1,0,'not_started','',NULL,NULL,'',0);
INSERT INTO "setup_steps" VALUES(33,1,1,'prepare.packaging','prepare',330,NULL,NULL,NULL,'["prepare.warehouse"]','[]',7,1,0,'not_started','',NULL,NULL,'',0);
INSERT INTO "setup_steps" VALUES(34,1,1,'prepare.answers','prepare',340,NULL,NULL,NULL,'["prepare.promises"]','[]',3,1,0,'not_started','',NULL,NULL,'',0);
INSERT INTO "setup_steps" VALUES(35,1,1,'prepare.aftersales','prepare',350,NULL,NULL,NULL,'["prepare.courier"]','[]',3,1,0,'not_started','',NULL,NULL,'',0);
INSERT INTO "setup_steps" VALUES(36,1,1,'prepare.training','prepare',360,NULL,NULL,NULL,'["prepare.answers", "prepare.aftersales", "prepare.team"]','[]',3,1,0,'not_started','',NULL,NULL,'',0);
INSERT INTO "setup_steps" VALUES(37,1,1,'open.publish','open',370,NULL,NULL,NULL,'["prepare.prices", "prepare.style", "apply.pay"]','[]',3,1,0,'not_started','',NULL,NULL,'',0);
INSERT INTO "setup_steps" VALUES(38,1,1,'open.rehearsal','open',380,NULL,NULL,NULL,'["prepare.packaging", "prepare.training", "prepare.stock"]','[]',3,1,0,'not_started','',NULL,NULL,'',0);
INSERT INTO "setup_steps" VALUES(39,1,1,'open.heroes','open',390,NULL,NULL,NULL,'["plan.products", "prepare.stock"]','[]',2,1,0,'not_started','',NULL,NULL,'',0);
INSERT INTO "setup_steps" VALUES(40,1,1,'open.campaign','open',400,NULL,NULL,NULL,'["open.heroes", "prepare.prices"]','[]',5,1,0,'not_started','',NULL,NULL,'',0);
INSERT INTO "setup_steps" VALUES(41,1,1,'open.live','open',410,NULL,NULL,NULL,'["open.publish", "open.rehearsal", "open.campaign"]','[]',1,1,0,'not_started','',NULL,NULL,'',0);
INSERT INTO "setup_steps" VALUES(42,1,1,'open.ads','open',420,NULL,NULL,NULL,'["open.live", "open.heroes"]','[]',7,0,0,'not_started','',NULL,NULL,'',0);
INSERT INTO "setup_steps" VALUES(43,1,1,'open.members','open',430,NULL,NULL,NULL,'["open.live"]','[]',5,0,0,'not_started','',NULL,NULL,'',0);
INSERT INTO "setup_steps" VALUES(44,1,1,'grow.start','grow',440,NULL,NULL,NULL,'["open.live"]','[]',60,0,0,'not_started','',NULL,NULL,'',0);
INSERT INTO "setup_steps" VALUES(45,1,1,'grow.transition','grow',450,NULL,NULL,NULL,'["grow.start"]','[]',80,0,0,'not_started','',NULL,NULL,'',0);
INSERT INTO "setup_steps" VALUES(46,1,1,'grow.mature','grow',460,NULL,NULL,NULL,'["grow.transition"]','[]',75,0,0,'not_started','',NULL,NULL,'',0);
INSERT INTO "setup_steps" VALUES(47,1,1,'grow.review','grow',470,NULL,NULL,NULL,'["grow.start"]','[]',3,0,0,'not_started','',NULL,NULL,'',0);
CREATE TABLE setup_visits (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	store_id INTEGER NOT NULL, 
	code VARCHAR NOT NULL, 
	position INTEGER NOT NULL, 
	title VARCHAR, 
	also VARCHAR, 
	papers VARCHAR, 
	packed VARCHAR NOT NULL, 
	on_day VARCHAR(10), 
	note VARCHAR NOT NULL, 
	own BOOLEAN NOT NULL, 
	CONSTRAINT uq_setup_visits_store_id_code UNIQUE (store_id, code), 
	CONSTRAINT fk_setup_visits_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE
);
INSERT INTO "setup_visits" VALUES(1,1,1,'visit.brand',20,NULL,NULL,NULL,'["doc.licence"]',NULL,'',0);
CREATE TABLE shifts (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	store_id INTEGER NOT NULL, 
	code VARCHAR NOT NULL, 
	name_zh VARCHAR NOT NULL, 
	name_en VARCHAR NOT NULL, 
	starts VARCHAR(5) NOT NULL, 
	ends VARCHAR(5) NOT NULL, 
	pause_minutes INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	hidden BOOLEAN NOT NULL, 
	CONSTRAINT uq_shifts_store_id_code UNIQUE (store_id, code), 
	CONSTRAINT fk_shifts_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE
);
INSERT INTO "shifts" VALUES(1,1,1,'early','早班','Early','09:00','17:30',60,0,0);
INSERT INTO "shifts" VALUES(2,1,1,'late','晚班','Late','13:30','22:00',60,1,0);
INSERT INTO "shifts" VALUES(3,1,1,'day','正常班','Day','09:00','18:00',60,2,0);
CREATE TABLE staff_events (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	store_id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	day VARCHAR(10) NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	department_code VARCHAR NOT NULL, 
	role_code VARCHAR NOT NULL, 
	base_fen BIGINT, 
	reason VARCHAR(40), 
	successor_id INTEGER, 
	note VARCHAR NOT NULL, 
	CONSTRAINT fk_staff_events_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE, 
	CONSTRAINT fk_staff_events_person_id FOREIGN KEY(person_id) REFERENCES people (id) ON DELETE CASCADE, 
	CONSTRAINT fk_staff_events_successor_id FOREIGN KEY(successor_id) REFERENCES people (id) ON DELETE SET NULL
);
INSERT INTO "staff_events" VALUES(1,1,1,1,'2025-06-01','hired','service','service',200000,NULL,NULL,'');
CREATE TABLE standing_done (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	store_id INTEGER NOT NULL, 
	task_id INTEGER NOT NULL, 
	due_on VARCHAR(10) NOT NULL, 
	done_on VARCHAR(10) NOT NULL, 
	who VARCHAR NOT NULL, 
	CONSTRAINT uq_standing_done_store_id_task_id_due_on UNIQUE (store_id, task_id, due_on), 
	CONSTRAINT fk_standing_done_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE, 
	CONSTRAINT fk_standing_done_task_id FOREIGN KEY(task_id) REFERENCES standing_tasks (id) ON DELETE CASCADE
);
INSERT INTO "standing_done" VALUES(1,1,1,1,'2026-03-16','2026-03-16','小满');
CREATE TABLE standing_tasks (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	store_id INTEGER NOT NULL, 
	title VARCHAR NOT NULL, 
	what VARCHAR NOT NULL, 
	rhythm VARCHAR(40) NOT NULL, 
	every INTEGER NOT NULL, 
	start VARCHAR(10) NOT NULL, 
	until VARCHAR(10), 
	owner VARCHAR NOT NULL, 
	role_code VARCHAR(40), 
	review_on VARCHAR(10), 
	code VARCHAR(40) NOT NULL, 
	CONSTRAINT uq_standing_tasks_store_id_title UNIQUE (store_id, title), 
	CONSTRAINT fk_standing_tasks_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE
);
INSERT INTO "standing_tasks" VALUES(1,1,1,'整理标准答案','','weeks',1,'2026-03-16',NULL,'',NULL,NULL,'');
CREATE TABLE statement_days (
	id INTEGER NOT NULL, 
	store_id INTEGER NOT NULL, 
	source VARCHAR(40) NOT NULL, 
	account VARCHAR NOT NULL, 
	day VARCHAR(10) NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	lines INTEGER NOT NULL, 
	amount_fen BIGINT NOT NULL, 
	CONSTRAINT pk_statement_days PRIMARY KEY (id), 
	CONSTRAINT uq_statement_days_store_id UNIQUE (store_id, day, source, account, kind), 
	CONSTRAINT fk_statement_days_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE
);
CREATE TABLE statement_gaps (
	id INTEGER NOT NULL, 
	store_id INTEGER NOT NULL, 
	source VARCHAR(40) NOT NULL, 
	account VARCHAR NOT NULL, 
	day VARCHAR(10) NOT NULL, 
	"after" VARCHAR(26) NOT NULL, 
	"before" VARCHAR(26) NOT NULL, 
	missing_fen BIGINT NOT NULL, 
	CONSTRAINT pk_statement_gaps PRIMARY KEY (id), 
	CONSTRAINT fk_statement_gaps_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE
);
CREATE TABLE statement_lines (
	id INTEGER NOT NULL, 
	store_id INTEGER NOT NULL, 
	source VARCHAR(40) NOT NULL, 
	account VARCHAR NOT NULL, 
	line_key VARCHAR NOT NULL, 
	at VARCHAR(26) NOT NULL, 
	day VARCHAR(10) NOT NULL, 
	position INTEGER DEFAULT '0' NOT NULL, 
	amount_fen BIGINT NOT NULL, 
	balance_fen BIGINT, 
	business_type VARCHAR, 
	remark VARCHAR, 
	description VARCHAR, 
	title VARCHAR, 
	number VARCHAR, 
	order_no VARCHAR, 
	kind VARCHAR(40) NOT NULL, 
	rule VARCHAR DEFAULT '' NOT NULL, 
	counted BOOLEAN DEFAULT '1' NOT NULL, 
	file_row INTEGER, 
	first_import_id INTEGER, 
	import_id INTEGER, 
	CONSTRAINT pk_statement_lines PRIMARY KEY (id), 
	CONSTRAINT uq_statement_lines_store_id UNIQUE (store_id, source, account, line_key), 
	CONSTRAINT fk_statement_lines_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE
);
CREATE TABLE statement_rules (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	store_id INTEGER NOT NULL, 
	words VARCHAR NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	place VARCHAR(40) NOT NULL, 
	sign VARCHAR(40) NOT NULL, 
	since VARCHAR(10), 
	note VARCHAR NOT NULL, 
	CONSTRAINT fk_statement_rules_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE
);
CREATE TABLE statement_spans (
	id INTEGER NOT NULL, 
	store_id INTEGER NOT NULL, 
	source VARCHAR(40) NOT NULL, 
	account VARCHAR NOT NULL, 
	first_day VARCHAR(10) NOT NULL, 
	last_day VARCHAR(10) NOT NULL, 
	import_id INTEGER NOT NULL, 
	checks VARCHAR NOT NULL, 
	CONSTRAINT pk_statement_spans PRIMARY KEY (id), 
	CONSTRAINT fk_statement_spans_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE
);
CREATE TABLE store_days (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	store_id INTEGER NOT NULL, 
	day VARCHAR(10) NOT NULL, 
	visitors INTEGER, 
	page_views INTEGER, 
	product_visitors INTEGER, 
	buyers INTEGER, 
	new_buyers INTEGER, 
	returning_buyers INTEGER, 
	orders INTEGER, 
	paid_pieces INTEGER, 
	paid_fen BIGINT, 
	placed_fen BIGINT, 
	placed_buyers INTEGER, 
	refund_fen BIGINT, 
	cart_buyers INTEGER, 
	cart_pieces INTEGER, 
	favourite_buyers INTEGER, 
	stay_seconds INTEGER, 
	bounce_rate VARCHAR(40), 
	dsr_description VARCHAR(40), 
	dsr_service VARCHAR(40), 
	dsr_logistics VARCHAR(40), 
	ads_fen BIGINT, 
	affiliate_fen BIGINT, 
	reviews INTEGER, 
	good_reviews INTEGER, 
	bad_reviews INTEGER, 
	shipped_parcels INTEGER, 
	followers INTEGER, 
	members INTEGER, 
	first_import_id INTEGER, 
	import_id INTEGER, 
	experience VARCHAR(40), 
	experience_goods VARCHAR(40), 
	experience_logistics VARCHAR(40), 
	experience_service VARCHAR(40), 
	file_row INTEGER, 
	CONSTRAINT uq_store_days_store_id UNIQUE (store_id, day), 
	CONSTRAINT fk_store_days_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE
);
INSERT INTO "store_days" VALUES(1,1,'2026-03-15',120,300,NULL,NULL,NULL,NULL,NULL,NULL,17880,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,2,2,'4.72','4.8',NULL,NULL,2);
CREATE TABLE store_settings (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	store_id INTEGER NOT NULL, 
	"key" VARCHAR NOT NULL, 
	value VARCHAR NOT NULL, 
	CONSTRAINT uq_store_settings_store_id_key UNIQUE (store_id, "key"), 
	CONSTRAINT fk_store_settings_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE
);
CREATE TABLE stores (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	name VARCHAR NOT NULL, 
	platform VARCHAR(40) NOT NULL, 
	store_type VARCHAR(40) NOT NULL, 
	opened_on VARCHAR(10), 
	sample BOOLEAN NOT NULL, 
	buyer_salt VARCHAR NOT NULL, 
	position INTEGER NOT NULL, 
	archived BOOLEAN NOT NULL, 
	CONSTRAINT uq_stores_name UNIQUE (name)
);
INSERT INTO "stores" VALUES(1,1,'存档店','tmall','flagship',NULL,0,'0453281591b121f3008d85a49c0a9354',0,0);
CREATE TABLE supplier_files (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	store_id INTEGER NOT NULL, 
	supplier_id INTEGER NOT NULL, 
	at VARCHAR(26) NOT NULL, 
	who VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	stored VARCHAR NOT NULL, 
	CONSTRAINT fk_supplier_files_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE, 
	CONSTRAINT fk_supplier_files_supplier_id FOREIGN KEY(supplier_id) REFERENCES suppliers (id) ON DELETE CASCADE
);
CREATE TABLE supplier_prices (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	store_id INTEGER NOT NULL, 
	supplier_id INTEGER NOT NULL, 
	product_id VARCHAR NOT NULL, 
	goods VARCHAR NOT NULL, 
	from_pieces INTEGER NOT NULL, 
	price_fen BIGINT NOT NULL, 
	CONSTRAINT uq_supplier_prices_step UNIQUE (store_id, supplier_id, product_id, goods, from_pieces), 
	CONSTRAINT fk_supplier_prices_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE, 
	CONSTRAINT fk_supplier_prices_supplier_id FOREIGN KEY(supplier_id) REFERENCES suppliers (id) ON DELETE CASCADE
);
INSERT INTO "supplier_prices" VALUES(1,1,1,1,'600001','',100,1180);
CREATE TABLE supplier_terms (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	store_id INTEGER NOT NULL, 
	supplier_id INTEGER NOT NULL, 
	term VARCHAR(40) NOT NULL, 
	said VARCHAR NOT NULL, 
	points INTEGER, 
	CONSTRAINT uq_supplier_terms_store_id_supplier_id_term UNIQUE (store_id, supplier_id, term), 
	CONSTRAINT fk_supplier_terms_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE, 
	CONSTRAINT fk_supplier_terms_supplier_id FOREIGN KEY(supplier_id) REFERENCES suppliers (id) ON DELETE CASCADE
);
INSERT INTO "supplier_terms" VALUES(1,1,1,1,'lead_time','现货 2 天',5);
CREATE TABLE supplier_weights (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	store_id INTEGER NOT NULL, 
	term VARCHAR(40) NOT NULL, 
	title VARCHAR NOT NULL, 
	weight INTEGER NOT NULL, 
	CONSTRAINT uq_supplier_weights_store_id_term UNIQUE (store_id, term), 
	CONSTRAINT fk_supplier_weights_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE
);
INSERT INTO "supplier_weights" VALUES(1,1,1,'lead_time','',5);
CREATE TABLE suppliers (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	store_id INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	goods VARCHAR NOT NULL, 
	contact VARCHAR NOT NULL, 
	phone VARCHAR NOT NULL, 
	city VARCHAR NOT NULL, 
	note VARCHAR NOT NULL, 
	chosen_on VARCHAR(10), 
	reason VARCHAR NOT NULL, 
	CONSTRAINT uq_suppliers_store_id_name UNIQUE (store_id, name), 
	CONSTRAINT fk_suppliers_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE
);
INSERT INTO "suppliers" VALUES(1,1,1,'谷雨家纺厂','','小满','','','',NULL,'');
CREATE TABLE target_days (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	store_id INTEGER NOT NULL, 
	day VARCHAR(10) NOT NULL, 
	metric VARCHAR NOT NULL, 
	product_group VARCHAR DEFAULT '' NOT NULL, 
	value BIGINT NOT NULL, 
	CONSTRAINT uq_target_days_store_id_day_metric_product_group UNIQUE (store_id, day, metric, product_group), 
	CONSTRAINT fk_target_days_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE
);
INSERT INTO "target_days" VALUES(1,1,1,'2026-03-08','paid_amount','',900000);
CREATE TABLE target_years (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	store_id INTEGER NOT NULL, 
	year INTEGER NOT NULL, 
	metric VARCHAR NOT NULL, 
	product_group VARCHAR DEFAULT '' NOT NULL, 
	value BIGINT NOT NULL, 
	CONSTRAINT uq_target_years_store_id_year_metric_product_group UNIQUE (store_id, year, metric, product_group), 
	CONSTRAINT fk_target_years_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE
);
INSERT INTO "target_years" VALUES(1,1,1,2026,'paid_amount','',250000000);
CREATE TABLE targets (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	store_id INTEGER NOT NULL, 
	month VARCHAR(10) NOT NULL, 
	metric VARCHAR NOT NULL, 
	product_group VARCHAR DEFAULT '' NOT NULL, 
	value BIGINT NOT NULL, 
	locked BOOLEAN DEFAULT '1' NOT NULL, 
	CONSTRAINT uq_targets_store_id_month_metric_product_group UNIQUE (store_id, month, metric, product_group), 
	CONSTRAINT fk_targets_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE
);
INSERT INTO "targets" VALUES(1,1,1,'2026-03-01','paid_amount','',20000000,1);
INSERT INTO "targets" VALUES(2,1,1,'2026-01-01','paid_amount','',21347306,0);
INSERT INTO "targets" VALUES(3,1,1,'2026-02-01','paid_amount','',19281437,0);
INSERT INTO "targets" VALUES(4,1,1,'2026-04-01','paid_amount','',20658683,0);
INSERT INTO "targets" VALUES(5,1,1,'2026-05-01','paid_amount','',21347305,0);
INSERT INTO "targets" VALUES(6,1,1,'2026-06-01','paid_amount','',20658683,0);
INSERT INTO "targets" VALUES(7,1,1,'2026-07-01','paid_amount','',21347305,0);
INSERT INTO "targets" VALUES(8,1,1,'2026-08-01','paid_amount','',21347305,0);
INSERT INTO "targets" VALUES(9,1,1,'2026-09-01','paid_amount','',20658683,0);
INSERT INTO "targets" VALUES(10,1,1,'2026-10-01','paid_amount','',21347305,0);
INSERT INTO "targets" VALUES(11,1,1,'2026-11-01','paid_amount','',20658683,0);
INSERT INTO "targets" VALUES(12,1,1,'2026-12-01','paid_amount','',21347305,0);
INSERT INTO "targets" VALUES(13,1,1,'2026-03-01','paid_amount','杯具',3000000,1);
CREATE TABLE tax_quarters (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	store_id INTEGER NOT NULL, 
	quarter VARCHAR(10) NOT NULL, 
	income_fen BIGINT, 
	returned_fen BIGINT, 
	net_fen BIGINT, 
	declared_fen BIGINT, 
	without_vat BOOLEAN NOT NULL, 
	vat_rate VARCHAR(40), 
	basis VARCHAR(40), 
	outside_fen BIGINT, 
	fees_fen BIGINT, 
	note VARCHAR NOT NULL, 
	CONSTRAINT uq_tax_quarters_store_id_quarter UNIQUE (store_id, quarter), 
	CONSTRAINT fk_tax_quarters_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE
);
INSERT INTO "tax_quarters" VALUES(1,1,1,'2025-10-01',5000000,NULL,NULL,NULL,1,NULL,NULL,NULL,NULL,'');
CREATE TABLE tier_posts (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	store_id INTEGER NOT NULL, 
	tier_id INTEGER NOT NULL, 
	department_code VARCHAR NOT NULL, 
	leads INTEGER NOT NULL, 
	staff INTEGER NOT NULL, 
	cost_fen BIGINT NOT NULL, 
	CONSTRAINT uq_tier_posts_store_id_tier_id_department_code UNIQUE (store_id, tier_id, department_code), 
	CONSTRAINT fk_tier_posts_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE, 
	CONSTRAINT fk_tier_posts_tier_id FOREIGN KEY(tier_id) REFERENCES tiers (id) ON DELETE CASCADE
);
CREATE TABLE tier_tables (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	store_id INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	origin VARCHAR NOT NULL, 
	band_low VARCHAR(40) NOT NULL, 
	band_high VARCHAR(40) NOT NULL, 
	CONSTRAINT uq_tier_tables_store_id_name UNIQUE (store_id, name), 
	CONSTRAINT fk_tier_tables_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE
);
CREATE TABLE tiers (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	store_id INTEGER NOT NULL, 
	table_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	turnover_fen BIGINT NOT NULL, 
	budget_fen BIGINT NOT NULL, 
	total_fen BIGINT NOT NULL, 
	CONSTRAINT fk_tiers_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE, 
	CONSTRAINT fk_tiers_table_id FOREIGN KEY(table_id) REFERENCES tier_tables (id) ON DELETE CASCADE
);
CREATE TABLE title_tests (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	store_id INTEGER NOT NULL, 
	product_id VARCHAR NOT NULL, 
	old_title VARCHAR NOT NULL, 
	new_title VARCHAR NOT NULL, 
	start VARCHAR(10) NOT NULL, 
	until VARCHAR(10), 
	note VARCHAR NOT NULL, 
	CONSTRAINT uq_title_tests_store_id_product_id_start UNIQUE (store_id, product_id, start), 
	CONSTRAINT fk_title_tests_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE
);
CREATE TABLE training_items (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	store_id INTEGER NOT NULL, 
	training_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	title_zh VARCHAR NOT NULL, 
	title_en VARCHAR NOT NULL, 
	what_zh VARCHAR NOT NULL, 
	what_en VARCHAR NOT NULL, 
	day INTEGER NOT NULL, 
	pass_mark VARCHAR(40), 
	result VARCHAR(40), 
	done_on VARCHAR(10), 
	note VARCHAR NOT NULL, 
	CONSTRAINT fk_training_items_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE, 
	CONSTRAINT fk_training_items_training_id FOREIGN KEY(training_id) REFERENCES trainings (id) ON DELETE CASCADE
);
CREATE TABLE training_plans (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	store_id INTEGER NOT NULL, 
	code VARCHAR(40) NOT NULL, 
	content VARCHAR NOT NULL, 
	CONSTRAINT uq_training_plans_store_id_code UNIQUE (store_id, code), 
	CONSTRAINT fk_training_plans_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE
);
CREATE TABLE trainings (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	store_id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	"plan" VARCHAR(40) NOT NULL, 
	name_zh VARCHAR NOT NULL, 
	name_en VARCHAR NOT NULL, 
	started_on VARCHAR(10) NOT NULL, 
	ends_on VARCHAR(10) NOT NULL, 
	state VARCHAR(40) NOT NULL, 
	decided_on VARCHAR(10), 
	reason VARCHAR NOT NULL, 
	CONSTRAINT fk_trainings_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE, 
	CONSTRAINT fk_trainings_person_id FOREIGN KEY(person_id) REFERENCES people (id) ON DELETE CASCADE
);
CREATE TABLE unit_costs (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	store_id INTEGER NOT NULL, 
	product_id VARCHAR NOT NULL, 
	variant VARCHAR NOT NULL, 
	merchant_code VARCHAR NOT NULL, 
	title VARCHAR NOT NULL, 
	cost_fen BIGINT NOT NULL, 
	valid_from VARCHAR(10) NOT NULL, 
	sellable VARCHAR(40), 
	weight_grams INTEGER, 
	note VARCHAR NOT NULL, 
	CONSTRAINT uq_unit_costs_store_id_product_id_variant_merchant_code_valid_from UNIQUE (store_id, product_id, variant, merchant_code, valid_from), 
	CONSTRAINT fk_unit_costs_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE
);
INSERT INTO "unit_costs" VALUES(1,1,1,'600001','','','杯子',1250,'2000-01-01',NULL,NULL,'');
CREATE TABLE worksheets (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	store_id INTEGER NOT NULL, 
	day VARCHAR(10) NOT NULL, 
	checklist_id INTEGER NOT NULL, 
	version_id INTEGER NOT NULL, 
	started_at VARCHAR(26) NOT NULL, 
	note VARCHAR NOT NULL, 
	CONSTRAINT uq_worksheets_store_id_day_checklist_id UNIQUE (store_id, day, checklist_id), 
	CONSTRAINT fk_worksheets_store_id FOREIGN KEY(store_id) REFERENCES stores (id) ON DELETE CASCADE, 
	CONSTRAINT fk_worksheets_checklist_id FOREIGN KEY(checklist_id) REFERENCES checklists (id) ON DELETE CASCADE, 
	CONSTRAINT fk_worksheets_version_id FOREIGN KEY(version_id) REFERENCES checklist_versions (id) ON DELETE CASCADE
);
INSERT INTO "worksheets" VALUES(1,1,1,'2026-03-16',1,1,'2026-03-16 09:00:00','');
CREATE INDEX ix_change_sets_at ON change_sets (at);
CREATE INDEX ix_ads_budgets_store_id ON ads_budgets (store_id);
CREATE INDEX ix_affiliate_plans_store_id ON affiliate_plans (store_id);
CREATE INDEX ix_assortment_rows_store_id ON assortment_rows (store_id);
CREATE INDEX ix_setup_budgets_store_id ON setup_budgets (store_id);
CREATE INDEX ix_setup_budget_phases_store_id ON setup_budget_phases (store_id);
CREATE INDEX ix_campaigns_days ON campaigns (store_id, start, "end");
CREATE INDEX ix_campaigns_store_id ON campaigns (store_id);
CREATE INDEX ix_milestone_rules_store_id ON milestone_rules (store_id);
CREATE INDEX ix_own_days_store_id ON own_days (store_id);
CREATE UNIQUE INDEX uq_own_days_name ON own_days (store_id, day, name);
CREATE INDEX ix_gate_versions_store_id ON gate_versions (store_id);
CREATE INDEX ix_heroes_store_id ON heroes (store_id);
CREATE INDEX ix_changes_change_set_id ON changes (change_set_id);
CREATE INDEX ix_checklists_store_id ON checklists (store_id);
CREATE INDEX ix_problems_state ON problems (store_id, state);
CREATE UNIQUE INDEX uq_problems_open ON problems (store_id, worksheet_id, item_code) WHERE state <> 'closed' AND item_code <> '';
CREATE INDEX ix_problems_store_id ON problems (store_id);
CREATE INDEX ix_problems_opened ON problems (store_id, opened_on);
CREATE INDEX ix_scorecards_store_id ON scorecards (store_id);
CREATE INDEX ix_training_plans_store_id ON training_plans (store_id);
CREATE INDEX ix_member_levels_store_id ON member_levels (store_id);
CREATE INDEX ix_competitors_store_id ON competitors (store_id);
CREATE INDEX ix_keywords_store_id ON keywords (store_id);
CREATE INDEX ix_title_tests_store_id ON title_tests (store_id);
CREATE INDEX ix_products_store_id ON products (store_id);
CREATE INDEX ix_setup_plans_store_id ON setup_plans (store_id);
CREATE INDEX ix_setup_steps_store_id ON setup_steps (store_id);
CREATE INDEX ix_setup_documents_store_id ON setup_documents (store_id);
CREATE INDEX ix_setup_clocks_store_id ON setup_clocks (store_id);
CREATE INDEX ix_setup_visits_store_id ON setup_visits (store_id);
CREATE INDEX ix_setup_fees_store_id ON setup_fees (store_id);
CREATE INDEX ix_suppliers_store_id ON suppliers (store_id);
CREATE INDEX ix_supplier_weights_store_id ON supplier_weights (store_id);
CREATE INDEX ix_file_contents_store_id ON file_contents (store_id);
CREATE INDEX ix_unit_costs_store_id ON unit_costs (store_id);
CREATE INDEX ix_courier_rates_store_id ON courier_rates (store_id);
CREATE INDEX ix_courier_choices_store_id ON courier_choices (store_id);
CREATE INDEX ix_dated_costs_store_id ON dated_costs (store_id);
CREATE INDEX ix_tax_quarters_store_id ON tax_quarters (store_id);
CREATE INDEX ix_product_days_day ON product_days (store_id, day);
CREATE INDEX ix_channel_days_day ON channel_days (store_id, day);
CREATE INDEX ix_keyword_days_day ON keyword_days (store_id, day);
CREATE INDEX ix_handbook_entries_store_id ON handbook_entries (store_id);
CREATE INDEX ix_handbook_uses_store_id ON handbook_uses (store_id);
CREATE INDEX ix_imports_store_id ON imports (store_id);
CREATE INDEX ix_inspection_rounds_store_id ON inspection_rounds (store_id);
CREATE INDEX ix_statement_lines_at ON statement_lines (store_id, at, position);
CREATE INDEX ix_statement_lines_order ON statement_lines (store_id, order_no);
CREATE INDEX ix_statement_lines_kind ON statement_lines (store_id, kind, at);
CREATE INDEX ix_statement_spans_days ON statement_spans (store_id, source, first_day, last_day);
CREATE INDEX ix_statement_gaps_day ON statement_gaps (store_id, day);
CREATE INDEX ix_statement_rules_store_id ON statement_rules (store_id);
CREATE INDEX ix_order_money_state ON order_money (store_id, state, at);
CREATE INDEX ix_order_money_paid ON order_money (store_id, paid_day);
CREATE INDEX ix_order_money_confirmed ON order_money (store_id, confirmed_day);
CREATE INDEX ix_order_money_counts ON order_money (store_id, state, day, confirmed_day, difference_fen);
CREATE INDEX ix_order_money_at ON order_money (store_id, at);
CREATE INDEX ix_order_explanations_store_id ON order_explanations (store_id);
CREATE INDEX ix_closed_months_store_id ON closed_months (store_id);
CREATE INDEX ix_month_changes_store_id ON month_changes (store_id);
CREATE INDEX ix_month_changes_month ON month_changes (store_id, month);
CREATE INDEX ix_orders_paid ON orders (store_id, paid_day, buyer_key);
CREATE INDEX ix_orders_created ON orders (store_id, created_day);
CREATE INDEX ix_order_items_order ON order_items (store_id, order_no);
CREATE INDEX ix_pay_runs_store_id ON pay_runs (store_id);
CREATE INDEX ix_departments_store_id ON departments (store_id);
CREATE INDEX ix_roles_store_id ON roles (store_id);
CREATE INDEX ix_people_store_id ON people (store_id);
CREATE INDEX ix_tier_tables_store_id ON tier_tables (store_id);
CREATE INDEX ix_prepared_store_id ON prepared (store_id);
CREATE INDEX ix_preparation_items_store_id ON preparation_items (store_id);
CREATE INDEX ix_shifts_store_id ON shifts (store_id);
CREATE UNIQUE INDEX uq_shifts_name_zh ON shifts (store_id, name_zh) WHERE NOT hidden;
CREATE UNIQUE INDEX uq_shifts_name_en ON shifts (store_id, name_en) WHERE NOT hidden;
CREATE INDEX ix_standing_tasks_store_id ON standing_tasks (store_id);
CREATE INDEX ix_store_settings_store_id ON store_settings (store_id);
CREATE INDEX ix_targets_store_id ON targets (store_id);
CREATE INDEX ix_target_years_store_id ON target_years (store_id);
CREATE INDEX ix_target_days_store_id ON target_days (store_id);
CREATE INDEX ix_setup_budget_lines_phase_id ON setup_budget_lines (phase_id);
CREATE INDEX ix_setup_budget_lines_store_id ON setup_budget_lines (store_id);
CREATE INDEX ix_campaign_products_store_id ON campaign_products (store_id);
CREATE INDEX ix_campaign_products_product ON campaign_products (store_id, product_id);
CREATE INDEX ix_campaign_products_campaign_id ON campaign_products (campaign_id);
CREATE INDEX ix_campaign_events_store_id ON campaign_events (store_id);
CREATE INDEX ix_campaign_events_campaign_id ON campaign_events (campaign_id);
CREATE INDEX ix_campaign_files_store_id ON campaign_files (store_id);
CREATE INDEX ix_campaign_files_kept ON campaign_files (store_id, stored);
CREATE INDEX ix_campaign_files_campaign_id ON campaign_files (campaign_id);
CREATE INDEX ix_milestones_store_id ON milestones (store_id);
CREATE INDEX ix_milestones_campaign_id ON milestones (campaign_id);
CREATE INDEX ix_milestones_due ON milestones (store_id, due);
CREATE INDEX ix_checklist_versions_store_id ON checklist_versions (store_id);
CREATE INDEX ix_checklist_versions_checklist_id ON checklist_versions (checklist_id);
CREATE INDEX ix_problem_comments_problem_id ON problem_comments (problem_id);
CREATE INDEX ix_problem_comments_store_id ON problem_comments (store_id);
CREATE INDEX ix_problem_events_store_id ON problem_events (store_id);
CREATE INDEX ix_problem_events_problem_id ON problem_events (problem_id);
CREATE INDEX ix_problem_files_kept ON problem_files (store_id, stored);
CREATE INDEX ix_problem_files_problem_id ON problem_files (problem_id);
CREATE INDEX ix_problem_files_store_id ON problem_files (store_id);
CREATE INDEX ix_score_entries_person_id ON score_entries (person_id);
CREATE INDEX ix_score_entries_store_id ON score_entries (store_id);
CREATE INDEX ix_settled_scores_store_id ON settled_scores (store_id);
CREATE INDEX ix_settled_scores_person_id ON settled_scores (person_id);
CREATE INDEX ix_design_jobs_store_id ON design_jobs (store_id);
CREATE INDEX ix_design_jobs_kept ON design_jobs (store_id, stored);
CREATE INDEX ix_design_jobs_person_id ON design_jobs (person_id);
CREATE INDEX ix_trainings_store_id ON trainings (store_id);
CREATE INDEX ix_trainings_person_id ON trainings (person_id);
CREATE INDEX ix_competitor_looks_store_id ON competitor_looks (store_id);
CREATE INDEX ix_competitor_looks_competitor_id ON competitor_looks (competitor_id);
CREATE INDEX ix_setup_scans_store_id ON setup_scans (store_id);
CREATE INDEX ix_setup_scans_kept ON setup_scans (store_id, stored);
CREATE INDEX ix_setup_scans_document_id ON setup_scans (document_id);
CREATE INDEX ix_supplier_terms_store_id ON supplier_terms (store_id);
CREATE INDEX ix_supplier_terms_supplier_id ON supplier_terms (supplier_id);
CREATE INDEX ix_supplier_prices_store_id ON supplier_prices (store_id);
CREATE INDEX ix_supplier_prices_supplier_id ON supplier_prices (supplier_id);
CREATE INDEX ix_supplier_files_store_id ON supplier_files (store_id);
CREATE INDEX ix_supplier_files_kept ON supplier_files (store_id, stored);
CREATE INDEX ix_supplier_files_supplier_id ON supplier_files (supplier_id);
CREATE INDEX ix_erasures_store_id ON erasures (store_id);
CREATE INDEX ix_erasures_person_id ON erasures (person_id);
CREATE INDEX ix_handbook_ticks_person_id ON handbook_ticks (person_id);
CREATE INDEX ix_handbook_ticks_entry_id ON handbook_ticks (entry_id);
CREATE INDEX ix_handbook_ticks_store_id ON handbook_ticks (store_id);
CREATE INDEX ix_import_rows_row ON import_rows (store_id, noun, row_id);
CREATE INDEX ix_import_rows_import_id ON import_rows (import_id);
CREATE INDEX ix_inspection_marks_round_id ON inspection_marks (round_id);
CREATE INDEX ix_inspection_marks_store_id ON inspection_marks (store_id);
CREATE INDEX ix_inspection_marks_problem_id ON inspection_marks (problem_id);
CREATE INDEX ix_meeting_points_problem_id ON meeting_points (problem_id);
CREATE INDEX ix_meeting_points_store_id ON meeting_points (store_id);
CREATE INDEX ix_meeting_points_day ON meeting_points (store_id, day);
CREATE UNIQUE INDEX uq_pay_values_store ON pay_values (store_id, code, valid_from) WHERE person_id IS NULL;
CREATE UNIQUE INDEX uq_pay_values_person ON pay_values (store_id, person_id, code, valid_from);
CREATE INDEX ix_pay_values_store_id ON pay_values (store_id);
CREATE INDEX ix_pay_values_person_id ON pay_values (person_id);
CREATE INDEX ix_pay_inputs_store_id ON pay_inputs (store_id);
CREATE UNIQUE INDEX uq_pay_inputs_person ON pay_inputs (store_id, month, person_id, code);
CREATE INDEX ix_pay_inputs_person_id ON pay_inputs (person_id);
CREATE UNIQUE INDEX uq_pay_inputs_store ON pay_inputs (store_id, month, code) WHERE person_id IS NULL;
CREATE INDEX ix_pay_openings_person_id ON pay_openings (person_id);
CREATE INDEX ix_pay_openings_store_id ON pay_openings (store_id);
CREATE INDEX ix_pay_adjustments_store_id ON pay_adjustments (store_id);
CREATE INDEX ix_pay_adjustments_store_id_month ON pay_adjustments (store_id, month);
CREATE INDEX ix_pay_adjustments_person_id ON pay_adjustments (person_id);
CREATE INDEX ix_pay_schemes_person_id ON pay_schemes (person_id);
CREATE INDEX ix_pay_schemes_store_id ON pay_schemes (store_id);
CREATE INDEX ix_pay_slips_run_id ON pay_slips (run_id);
CREATE INDEX ix_pay_slips_person_id ON pay_slips (person_id);
CREATE INDEX ix_pay_slips_store_id ON pay_slips (store_id);
CREATE INDEX ix_staff_events_store_id_day ON staff_events (store_id, day);
CREATE INDEX ix_staff_events_person_id ON staff_events (person_id);
CREATE INDEX ix_staff_events_store_id ON staff_events (store_id);
CREATE INDEX ix_staff_events_successor_id ON staff_events (successor_id);
CREATE INDEX ix_tiers_store_id ON tiers (store_id);
CREATE INDEX ix_tiers_table_id ON tiers (table_id);
CREATE INDEX ix_roster_days_day ON roster_days (store_id, day);
CREATE INDEX ix_roster_days_person_id ON roster_days (person_id);
CREATE INDEX ix_roster_days_store_id ON roster_days (store_id);
CREATE INDEX ix_standing_done_store_id ON standing_done (store_id);
CREATE INDEX ix_standing_done_task_id ON standing_done (task_id);
CREATE INDEX ix_setup_budget_actuals_line_id ON setup_budget_actuals (line_id);
CREATE INDEX ix_setup_budget_actuals_store_id ON setup_budget_actuals (store_id);
CREATE INDEX ix_worksheets_checklist_id ON worksheets (checklist_id);
CREATE INDEX ix_worksheets_store_id ON worksheets (store_id);
CREATE INDEX ix_worksheets_version_id ON worksheets (version_id);
CREATE INDEX ix_training_items_store_id_training_id ON training_items (store_id, training_id);
CREATE INDEX ix_training_items_store_id ON training_items (store_id);
CREATE INDEX ix_training_items_training_id ON training_items (training_id);
CREATE INDEX ix_competitor_files_look_id ON competitor_files (look_id);
CREATE INDEX ix_competitor_files_store_id ON competitor_files (store_id);
CREATE INDEX ix_competitor_files_kept ON competitor_files (store_id, stored);
CREATE INDEX ix_pay_lines_slip_id ON pay_lines (slip_id);
CREATE INDEX ix_pay_lines_store_id ON pay_lines (store_id);
CREATE INDEX ix_tier_posts_tier_id ON tier_posts (tier_id);
CREATE INDEX ix_tier_posts_store_id ON tier_posts (store_id);
CREATE INDEX ix_answers_kept ON answers (store_id, file);
CREATE INDEX ix_answers_store_id ON answers (store_id);
CREATE INDEX ix_answers_worksheet_id ON answers (worksheet_id);
CREATE INDEX ix_block_ticks_worksheet_id ON block_ticks (worksheet_id);
CREATE INDEX ix_block_ticks_store_id ON block_ticks (store_id);
COMMIT;
